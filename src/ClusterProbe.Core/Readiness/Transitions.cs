using System.Collections.Immutable;

namespace ClusterProbe.Core.Readiness;

/// <summary>Tells what changed from one status to the next.</summary>
public static class Transitions
{
    /// <summary>What the <c>Ready</c> transition is about.</summary>
    public const string Ready = "Ready";

    private static readonly ImmutableHashSet<string> Bad = ["warn", "error", "fail"];

    /// <summary>The new status with the times and the history that follow from the one before.</summary>
    /// <param name="previous">The status before; null for none.</param>
    /// <param name="next">The new status, with transitions of its own left out.</param>
    /// <param name="now">When the change was seen.</param>
    public static ClusterReadinessStatus Next(ClusterReadinessStatus? previous, ClusterReadinessStatus next, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(next);
        var changes = Changes(previous, next, now);
        return next with
        {
            Conditions = [.. next.Conditions.Select(condition => condition with { LastTransitionTime = Since(previous, condition, now) })],
            Transitions = [.. changes.Concat(previous?.Transitions ?? []).Take(ReadinessLimits.Transitions)],
        };
    }

    /// <summary>What changed: the verdict first, then checks by code.</summary>
    /// <param name="previous">The status before; null for none.</param>
    /// <param name="next">The new status.</param>
    /// <param name="now">When the change was seen.</param>
    public static ImmutableArray<Transition> Changes(ClusterReadinessStatus? previous, ClusterReadinessStatus next, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(next);
        return [.. Verdict(previous, next, now), .. Checks(previous, next, now)];
    }

    private static DateTimeOffset Since(ClusterReadinessStatus? previous, Condition condition, DateTimeOffset now)
        => ConditionOf(previous, condition.Type) is { } before && before.Status == condition.Status ? before.LastTransitionTime : now;

    private static IEnumerable<Transition> Verdict(ClusterReadinessStatus? previous, ClusterReadinessStatus next, DateTimeOffset now)
    {
        // Before the first evaluation nothing was known.
        var from = ConditionOf(previous, Ready)?.Status ?? "Unknown";
        if (ConditionOf(next, Ready) is { } to && to.Status != from) yield return new Transition(now, Ready, from, to.Status, to.Reason, to.Message);
    }

    private static IEnumerable<Transition> Checks(ClusterReadinessStatus? previous, ClusterReadinessStatus next, DateTimeOffset now)
    {
        // The first evaluation is no change, and neither is one after which nothing was evaluated.
        if (previous is null || previous.Checks.IsEmpty) return [];
        var before = previous.Checks.ToDictionary(check => check.Code, check => check.Status, StringComparer.Ordinal);
        return from check in next.Checks
               let status = before.GetValueOrDefault(check.Code, "")
               where status != check.Status && (Bad.Contains(status) || Bad.Contains(check.Status))
               orderby check.Code
               select new Transition(now, check.Code, status, check.Status, ReasonOf(next, check), check.Message);
    }

    private static string ReasonOf(ClusterReadinessStatus status, CheckStatusEntry check)
        => status.Findings.FirstOrDefault(finding => finding.Code == check.Code && finding.Waiver is null)?.Reason
            ?? (check.Status == "pass" ? "Passed" : "Skipped");

    private static Condition? ConditionOf(ClusterReadinessStatus? status, string type) => status?.Conditions.FirstOrDefault(condition => condition.Type == type);
}
