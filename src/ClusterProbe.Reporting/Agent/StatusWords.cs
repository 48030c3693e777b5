using System.Globalization;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Reporting.Agent;

/// <summary>Sentences about a status, as every format words them.</summary>
internal static class StatusWords
{
    public const string OutdatedLead = "The profile has changed since.";

    public const string Outdated = "These results are about the version before; the new one is not evaluated yet.";

    public const string StaleLead = "Out of date.";

    public static string Stale(AgentReport report)
        => $"The cluster has not been checked for longer than {ReportWords.Number((long)report.StaleAfter.TotalMinutes, "minute", "minutes")}. This says what was true then.";

    public static string Effort(ClusterReadinessStatus status)
        => $"in {status.DurationSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s with {ReportWords.Number(status.Requests, "request", "requests")}";

    public static string Slots(long? slots) => slots?.ToString("N0", CultureInfo.InvariantCulture) ?? "not known";

    public static string Reporting(NodesStatus nodes) => nodes.Expected is { } expected
        ? $"{nodes.Reporting} of {ReportWords.Number(expected, "node", "nodes")} {(nodes.Reporting == 1 ? "reports" : "report")} in time."
        : $"{ReportWords.Number(nodes.Reporting, "node reports", "nodes report")} in time; how many nodes there are is not known.";

    /// <summary>How many silent nodes are not named.</summary>
    public static long SilentUnnamed(NodesStatus nodes) => Math.Max(0, (nodes.Expected ?? 0L) - nodes.Reporting - nodes.Silent.Length);

    /// <summary>Names that stand for many.</summary>
    public static string Examples(IReadOnlyCollection<string> examples, int nodes)
        => string.Join(", ", examples) + (nodes > examples.Count ? $" and {nodes - examples.Count} more" : "");

    /// <summary>The facts in which a class differs from most nodes.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Differences(NodeClassEntry nodes, IReadOnlyCollection<DriftEntry> drift)
        => nodes.Facts.Where(fact => drift.Any(each => each.Fact == fact.Key && each.Common != fact.Value));

    public static string Identity(AgentIdentity agent) => agent.IsLeader
        ? "the leader, which checks the cluster"
        : "not the leader: it shows what the leader found";

    public static string Outcome(string outcome) => outcome switch
    {
        "admitted" => "Admitted",
        "denied" => "Denied",
        _ => "Unknown",
    };

    /// <summary>Who denies, or why it is not known.</summary>
    public static string OutcomeReason(ShapeAdmission answer) => answer.Reason.Length > 0 && answer.Outcome == "denied" ? $"by {answer.Reason}" : answer.Reason;
}
