using System.Collections.Immutable;
using ClusterProbe.Agent.Metrics;

namespace ClusterProbe.Monitoring.PromQl;

/// <summary>Which metrics there are, and which labels their series can have.</summary>
/// <param name="Labels">The labels of each metric.</param>
public sealed record SeriesSchema(ImmutableDictionary<string, ImmutableHashSet<string>> Labels)
{
    /// <summary>Labels that every series gets when it is scraped. The cluster is there where several are kept in one place.</summary>
    public static ImmutableHashSet<string> OfTargets { get; } = ["cluster", "job", "instance"];

    /// <summary>What the agent exports by itself, what prometheus-net adds about the process, and what Prometheus makes for each target.</summary>
    public static SeriesSchema Exported { get; } = new(MetricCatalog.All
        .Select(metric => KeyValuePair.Create(metric.Name, OfTargets.Union(metric.Labels)))
        .Concat(new[] { "process_cpu_seconds_total", "process_working_set_bytes", "process_start_time_seconds", "up" }
            .Select(name => KeyValuePair.Create(name, OfTargets)))
        .ToImmutableDictionary());

    /// <summary>With a recording rule, or the alerts' own series.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="labels">Its labels.</param>
    public SeriesSchema With(string name, ImmutableHashSet<string> labels) => new(Labels.SetItem(name, labels));
}
