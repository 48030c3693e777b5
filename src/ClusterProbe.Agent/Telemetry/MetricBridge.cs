using System.Diagnostics.Metrics;
using ClusterProbe.Agent.Metrics;

namespace ClusterProbe.Agent.Telemetry;

/// <summary>Offers the metrics of the Prometheus registry to OpenTelemetry, so that each is recorded once and exported both ways.</summary>
internal sealed class MetricBridge : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "clusterprobe";

    private readonly Meter _meter = new(MeterName);

    public MetricBridge(AgentMetrics metrics)
    {
        foreach (var metric in MetricCatalog.All)
        {
            var name = NameOf(metric);
            IEnumerable<Measurement<double>> Observe() => metrics.Read(metric).Select(series => new Measurement<double>(series.Value, Tags(metric, series.Labels)));
            if (metric.Kind == MetricKind.Gauge) _meter.CreateObservableGauge(name, Observe, UnitOf(metric), metric.Help);
            else _meter.CreateObservableCounter(name, Observe, UnitOf(metric), metric.Help);
        }
    }

    /// <summary>The name in OpenTelemetry's convention: the unit and <c>total</c> are not part of it.</summary>
    internal static string NameOf(MetricDefinition metric)
    {
        var name = metric.Name["clusterprobe_".Length..];
        foreach (var suffix in (string[])["_total", "_seconds", "_ratio"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal)) name = name[..^suffix.Length];
        }

        return $"clusterprobe.{name}";
    }

    public void Dispose() => _meter.Dispose();

    private static string UnitOf(MetricDefinition metric)
        => metric.Name.EndsWith("_seconds", StringComparison.Ordinal) || metric.Name.EndsWith("_seconds_total", StringComparison.Ordinal) ? "s" : "1";

    private static IEnumerable<KeyValuePair<string, object?>> Tags(MetricDefinition metric, IEnumerable<string> labels)
        => metric.Labels.Zip(labels, (name, value) => new KeyValuePair<string, object?>(name, value));
}
