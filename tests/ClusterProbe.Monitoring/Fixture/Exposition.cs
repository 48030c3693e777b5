using System.Globalization;
using System.Text;
using ClusterProbe.Agent.Metrics;

namespace ClusterProbe.Monitoring.Fixture;

/// <summary>Writes Prometheus' text format.</summary>
internal static class Exposition
{
    /// <summary>What one agent exports.</summary>
    public static string Write(IEnumerable<MetricSample> samples)
    {
        var text = new StringBuilder();
        foreach (var family in samples.GroupBy(sample => sample.Metric))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Key.Name} {family.Key.Help}\n# TYPE {family.Key.Name} {family.Key.Kind.ToString().ToLowerInvariant()}\n");
            foreach (var sample in family) Append(text, sample, null);
        }

        return text.ToString();
    }

    /// <summary>A sample of one of many agents behind one address, which says itself which instance it is of.</summary>
    public static void Append(StringBuilder text, MetricSample sample, string? instance)
    {
        if (sample.Labels.Length != sample.Metric.Labels.Length) throw new ArgumentException($"{sample.Metric.Name} has the labels {string.Join(", ", sample.Metric.Labels)}", nameof(sample));
        text.Append(sample.Metric.Name);
        var separator = '{';
        for (var index = 0; index < sample.Labels.Length; index++)
        {
            text.Append(separator).Append(sample.Metric.Labels[index]).Append("=\"").Append(sample.Labels[index]).Append('"');
            separator = ',';
        }

        if (instance is not null)
        {
            text.Append(separator).Append("instance=\"").Append(instance).Append('"');
            separator = ',';
        }

        if (separator == ',') text.Append('}');
        text.Append(' ').Append(sample.Value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}
