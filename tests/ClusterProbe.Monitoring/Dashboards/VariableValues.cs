using System.Collections.Immutable;
using ClusterProbe.Monitoring.Fixture;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Puts values in the place of a dashboard's variables, as Grafana does.</summary>
/// <param name="Node">The node.</param>
/// <param name="Since">How far back changes are looked for, as PromQL writes durations.</param>
/// <param name="Range">The time that is looked at, as PromQL writes durations.</param>
public sealed record VariableValues(string Node, string Since, string Range)
{
    /// <summary>The variables that can be used in queries.</summary>
    public static ImmutableArray<string> Names { get; } = ["cluster", "profile", "node", "instance", "since", "__range"];

    /// <summary>The query that Prometheus gets.</summary>
    /// <param name="query">The query with variables.</param>
    public string Fill(string query) => Names.Zip([".*", ".*", Node, FixtureExporter.InstanceOf(Node), Since, Range]).Aggregate(query, (text, pair) => text.Replace($"${pair.First}", pair.Second, StringComparison.Ordinal));
}
