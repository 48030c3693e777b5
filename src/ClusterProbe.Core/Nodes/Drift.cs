using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Core.Nodes;

/// <summary>Finds the facts that not all nodes agree on: differences between nodes are what makes builds fail now and then.</summary>
public static class Drift
{
    /// <summary>The facts on which nodes differ, by key. A node that does not know a fact is not compared in it.</summary>
    /// <param name="reports">The reports that count, sorted by node.</param>
    public static ImmutableArray<DriftEntry> Of(IEnumerable<NodeReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var facts = new SortedDictionary<string, Dictionary<string, Tally>>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            foreach (var (key, value) in report.Facts.Where(fact => IsCompared(fact.Key)))
            {
                if (!facts.TryGetValue(key, out var values)) facts[key] = values = new(StringComparer.Ordinal);
                var compared = ComparableFacts.ValueOf(key, value);
                if (!values.TryGetValue(compared, out var tally)) values[compared] = tally = new();
                tally.Count(report.Node);
            }
        }

        return [.. facts.Where(fact => fact.Value.Count > 1).Select(fact => Entry(fact.Key, fact.Value))];
    }

    /// <summary>The nodes that differ from most in at least one fact.</summary>
    /// <param name="reports">The reports that count.</param>
    /// <param name="drift">The facts on which they differ.</param>
    public static IEnumerable<string> DifferingNodes(IEnumerable<NodeReport> reports, ImmutableArray<DriftEntry> drift)
        => reports
            .Where(report => drift.Any(entry => report.Facts.TryGetValue(entry.Fact, out var value) && ComparableFacts.ValueOf(entry.Fact, value) != entry.Common))
            .Select(report => report.Node);

    /// <summary>Architectures differ on purpose; whether builds can cope is another check's question.</summary>
    private static bool IsCompared(string key) => key != NodeFactKeys.Architecture;

    private static DriftEntry Entry(string key, Dictionary<string, Tally> values)
    {
        var byCount = values.OrderByDescending(value => value.Value.Nodes).ThenBy(value => value.Key, StringComparer.Ordinal).ToArray();
        return new(
            key,
            byCount[0].Key,
            byCount[0].Value.Nodes,
            [.. byCount[1..].Select(value => new DriftValue(value.Key, value.Value.Nodes, [.. value.Value.Examples]))]);
    }

    /// <summary>A number of nodes, and the names of the first of them.</summary>
    private sealed class Tally
    {
        public int Nodes { get; private set; }

        public List<string> Examples { get; } = [];

        public void Count(string node)
        {
            Nodes++;
            if (Examples.Count < ReadinessLimits.NodeExamples) Examples.Add(node);
        }
    }
}
