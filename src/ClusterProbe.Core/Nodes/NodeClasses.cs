using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Core.Nodes;

/// <summary>Nodes that are equal in every fact that is compared.</summary>
/// <param name="Nodes">How many.</param>
/// <param name="Examples">The names of the first of them.</param>
/// <param name="Facts">Their facts.</param>
public sealed record NodeClass(int Nodes, ImmutableArray<string> Examples, ImmutableSortedDictionary<string, string> Facts);

/// <summary>Divides nodes into classes of equal ones, so that thousands of nodes need a few lines only.</summary>
public static class NodeClasses
{
    /// <summary>The classes, the largest first.</summary>
    /// <param name="reports">The reports that count, sorted by node.</param>
    public static ImmutableArray<NodeClass> Of(IEnumerable<NodeReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return
        [
            .. reports
                .GroupBy(report => KeyOf(report.Facts), StringComparer.Ordinal)
                .Select(group => new NodeClass(
                    group.Count(),
                    [.. group.Take(ReadinessLimits.NodeExamples).Select(report => report.Node)],
                    ComparableFacts.Of(group.First().Facts)))
                .OrderByDescending(nodes => nodes.Nodes)
                .ThenBy(nodes => nodes.Examples[0], StringComparer.Ordinal),
        ];
    }

    private static string KeyOf(ImmutableSortedDictionary<string, string> facts)
        => string.Join('\n', facts.Select(fact => $"{fact.Key}={ComparableFacts.ValueOf(fact.Key, fact.Value)}"));
}
