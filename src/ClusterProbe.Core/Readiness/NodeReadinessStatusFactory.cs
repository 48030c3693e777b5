using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Readiness;

/// <summary>Makes the status of a <c>NodeReadiness</c>.</summary>
public static class NodeReadinessStatusFactory
{
    private const string AllPassed = nameof(AllPassed);
    private const string NothingKnown = nameof(NothingKnown);

    /// <summary>Says what was found on a node.</summary>
    /// <param name="evaluation">The findings of the node's checks.</param>
    /// <param name="facts">What they rest on.</param>
    /// <param name="agentVersion">The agent's version.</param>
    /// <param name="heartbeat">How often it will be written at the least.</param>
    public static NodeReadinessStatus Create(Evaluation evaluation, NodeFacts facts, string agentVersion, TimeSpan heartbeat)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(facts);
        var (ready, reason) = Verdict(evaluation);
        return new NodeReadinessStatus
        {
            Ready = ready,
            Reason = reason,
            // By the API server's clock, or a node whose clock is wrong would seem to be late, and nobody would learn why.
            ObservedAt = facts.ClockSkew?.Correct(facts.CollectedAt) ?? facts.CollectedAt,
            HeartbeatSeconds = (int)Math.Ceiling(heartbeat.TotalSeconds),
            AgentVersion = agentVersion,
            Counts = new FindingCounts(
                Failed: evaluation.Count(FindingStatus.Fail),
                Warnings: evaluation.Count(FindingStatus.Warn),
                Unknown: evaluation.Count(FindingStatus.Error),
                Skipped: evaluation.Count(FindingStatus.Skip),
                Passed: evaluation.Count(FindingStatus.Pass)),
            Facts = facts.Published,
            Checks = evaluation.Findings
                .GroupBy(finding => finding.Code, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(group => group.Key, group => WordFor(group.Max(finding => finding.Status)), StringComparer.Ordinal),
            Findings =
            [
                .. evaluation.Findings
                    .Where(finding => finding.Status > FindingStatus.Skip)
                    .Select(finding => new NodeFindingEntry(finding.Code, WordFor(finding.Status), finding.Reason, Cut(finding.Message), finding.Remediation is { } fix ? Cut(fix.Text) : null)),
            ],
        };
    }

    /// <summary>A node of which nothing is known is not ready yet.</summary>
    private static (string Ready, string Reason) Verdict(Evaluation evaluation)
    {
        var worst = evaluation.Findings.MaxBy(finding => finding.Status);
        return worst?.Status switch
        {
            FindingStatus.Fail => ("False", worst.Reason),
            FindingStatus.Error => ("Unknown", worst.Reason),
            FindingStatus.Warn => ("True", worst.Reason),
            _ when evaluation.Count(FindingStatus.Pass) == 0 => ("Unknown", NothingKnown),
            _ => ("True", AllPassed),
        };
    }

    private static string WordFor(FindingStatus status) => status switch
    {
        FindingStatus.Pass => "pass",
        FindingStatus.Skip => "skip",
        FindingStatus.Warn => "warn",
        FindingStatus.Error => "error",
        _ => "fail",
    };

    private static string Cut(string text) => text.Length <= ReadinessLimits.TextLength ? text : $"{text[..(ReadinessLimits.TextLength - 1)]}…";
}
