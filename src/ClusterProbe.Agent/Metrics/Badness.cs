using ClusterProbe.Core.Findings;

namespace ClusterProbe.Agent.Metrics;

/// <summary>Outcomes as numbers, ordered by badness, so that <c>max</c> aggregates them.</summary>
internal static class Badness
{
    /// <summary>The number of an outcome.</summary>
    public static double Of(FindingStatus status) => (int)status;

    /// <summary>The number of an outcome's word; one that is not known counts as not evaluated.</summary>
    public static double Of(string status) => Of(Enum.TryParse<FindingStatus>(status, ignoreCase: true, out var known) ? known : FindingStatus.Error);
}
