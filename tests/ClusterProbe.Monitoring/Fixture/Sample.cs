using System.Collections.Immutable;
using ClusterProbe.Agent.Metrics;

namespace ClusterProbe.Monitoring.Fixture;

/// <summary>A value of a metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">The value.</param>
/// <param name="Labels">The values of its labels, in the catalogue's order.</param>
public readonly record struct Sample(MetricDefinition Metric, double Value, params ImmutableArray<string> Labels);
