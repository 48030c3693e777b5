using System.Collections.Immutable;
using Prometheus;

namespace ClusterProbe.Agent.Metrics;

/// <summary>The agent's metrics: every one of <see cref="MetricCatalog"/>, in a registry of their own.</summary>
/// <remarks>
/// Series are published in groups, such as all of one profile. What a group no longer publishes is removed, so that a series never
/// outlives the thing that it is about.
/// </remarks>
public sealed class AgentMetrics
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Dictionary<MetricDefinition, Collector<Gauge.Child>> _gauges = [];
    private readonly Dictionary<MetricDefinition, Collector<Counter.Child>> _counters = [];
    private readonly Dictionary<string, HashSet<Series>> _groups = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Creates all metrics, without any series.</summary>
    public AgentMetrics()
    {
        var factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        foreach (var metric in MetricCatalog.All)
        {
            string[] labels = [.. metric.Labels];
            if (metric.Kind == MetricKind.Gauge) _gauges[metric] = factory.CreateGauge(metric.Name, metric.Help, labels, new GaugeConfiguration { SuppressInitialValue = true });
            else _counters[metric] = factory.CreateCounter(metric.Name, metric.Help, labels, new CounterConfiguration { SuppressInitialValue = true });
        }

        DotNetStats.Register(_registry);
    }

    /// <summary>Publishes the series of a group, and removes those that it published before and does not now.</summary>
    /// <param name="group">The group's name.</param>
    /// <param name="samples">All of its series. None removes the group.</param>
    public void Publish(string group, IEnumerable<MetricSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        lock (_lock)
        {
            var now = new HashSet<Series>();
            foreach (var sample in samples)
            {
                _gauges[sample.Metric].WithLabels([.. sample.Labels]).Set(sample.Value);
                now.Add(new Series(sample.Metric, string.Join('\0', sample.Labels)));
            }

            foreach (var gone in _groups.GetValueOrDefault(group, []).Except(now)) _gauges[gone.Metric].RemoveLabelled(gone.Values);
            if (now.Count > 0) _groups[group] = now;
            else _groups.Remove(group);
        }
    }

    /// <summary>Adds to a counter.</summary>
    /// <param name="metric">The counter.</param>
    /// <param name="amount">How much; not negative.</param>
    /// <param name="labels">The values of its labels.</param>
    public void Add(MetricDefinition metric, double amount, params ReadOnlySpan<string> labels)
        => _counters[metric].WithLabels(labels.ToArray()).Inc(amount);

    /// <summary>Writes all series in the text format of Prometheus.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task ExportAsync(Stream output, CancellationToken cancellationToken) => _registry.CollectAndExportAsTextAsync(output, cancellationToken);

    /// <summary>The series of a metric as they are now.</summary>
    /// <param name="metric">The metric.</param>
    public IEnumerable<(ImmutableArray<string> Labels, double Value)> Read(MetricDefinition metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Kind == MetricKind.Gauge
            ? Labels(_gauges[metric]).Select(labels => (ImmutableArray.Create(labels), _gauges[metric].WithLabels(labels).Value))
            : Labels(_counters[metric]).Select(labels => (ImmutableArray.Create(labels), _counters[metric].WithLabels(labels).Value));
    }

    private static IEnumerable<string[]> Labels<T>(Collector<T> collector)
        where T : ChildBase
        => collector.GetAllLabelValues();

    private sealed record Series(MetricDefinition Metric, string Joined)
    {
        public string[] Values => Metric.Labels.IsEmpty ? [] : Joined.Split('\0');
    }
}
