using System.Collections.Immutable;

namespace ClusterProbe.Agent.Metrics;

/// <summary>A metric that the agent exports: its name and labels are an interface.</summary>
/// <param name="Name">Its name, with the unit at its end.</param>
/// <param name="Kind">How it behaves.</param>
/// <param name="Source">Which agents export it.</param>
/// <param name="Help">What it says, in one sentence.</param>
/// <param name="Labels">Its labels. Their values are bounded: never free text.</param>
public sealed record MetricDefinition(string Name, MetricKind Kind, MetricSource Source, string Help, ImmutableArray<string> Labels);

/// <summary>Which agents export a metric.</summary>
public enum MetricSource
{
    /// <summary>Every agent, about itself or its node.</summary>
    Node,

    /// <summary>The leader only, about the cluster.</summary>
    Leader,
}
