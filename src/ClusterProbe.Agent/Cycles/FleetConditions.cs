using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Kubernetes.Publishing.Nodes;

namespace ClusterProbe.Agent.Cycles;

/// <summary>What the condition of each node is to say, from what its agent reports.</summary>
internal static class FleetConditions
{
    /// <summary>The conditions, by node.</summary>
    /// <param name="reports">What the nodes report.</param>
    /// <param name="now">The time.</param>
    public static ImmutableSortedDictionary<string, NodeConditionState> Of(NodeReports reports, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return reports.Reports.ToImmutableSortedDictionary(report => report.Node, report => Of(report, now), StringComparer.Ordinal);
    }

    private static NodeConditionState Of(NodeReport report, DateTimeOffset now)
    {
        if (report.IsStale(now)) return new("Unknown", "AgentSilent", "The agent on this node has not reported in time.");
        var worst = report.Findings.MaxBy(finding => finding.Status);
        return worst?.Status switch
        {
            FindingStatus.Fail => new("False", worst.Reason, worst.Message),
            FindingStatus.Error => new("Unknown", worst.Reason, worst.Message),
            _ => new("True", "ChecksPassed", "The node checks pass."),
        };
    }
}
