using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Platforms;

namespace ClusterProbe.Core.Nodes;

/// <summary>Which nodes should report, and which of them do.</summary>
/// <param name="Expected">How many should: ready Linux nodes that a machine stands behind.</param>
/// <param name="Reporting">How many of these do, in time.</param>
/// <param name="Silent">Those that never did, sorted.</param>
/// <param name="Late">The reports of those that did and no longer do, sorted by node.</param>
public sealed record NodeCoverage(int Expected, int Reporting, ImmutableArray<string> Silent, ImmutableArray<NodeReport> Late)
{
    /// <summary>Compares the nodes with their reports.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="reports">What they report.</param>
    /// <param name="now">The time.</param>
    public static NodeCoverage Of(NodeInventory nodes, NodeReports reports, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(reports);
        var reportOf = reports.Reports.ToDictionary(report => report.Node, StringComparer.Ordinal);
        var (expected, reporting) = (0, 0);
        var silent = ImmutableArray.CreateBuilder<string>();
        var late = ImmutableArray.CreateBuilder<NodeReport>();
        foreach (var node in nodes.Nodes.Where(IsExpected))
        {
            expected++;
            if (!reportOf.TryGetValue(node.Name, out var report)) silent.Add(node.Name);
            else if (report.IsStale(now)) late.Add(report);
            else reporting++;
        }

        return new(expected, reporting, silent.ToImmutable(), late.ToImmutable());
    }

    /// <summary>A node that is not ready can't report, and is somebody else's alarm.</summary>
    private static bool IsExpected(NodeFact node)
        => node.IsReady && NodePlatforms.OperatingSystemOf(node) is ("linux" or "") && !VirtualNodes.Contains(node);
}
