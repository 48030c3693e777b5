using System.Collections.Immutable;

namespace ClusterProbe.Agent.Metrics;

/// <summary>One series of a metric with its value.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">The value.</param>
/// <param name="Labels">The values of its labels, in the order of the definition.</param>
public sealed record MetricSample(MetricDefinition Metric, double Value, params ImmutableArray<string> Labels);
