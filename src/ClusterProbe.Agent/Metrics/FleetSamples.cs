using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Agent.Metrics;

/// <summary>What the leader exports about all nodes together.</summary>
public static class FleetSamples
{
    /// <summary>The series.</summary>
    /// <param name="nodes">What was found about the nodes.</param>
    /// <param name="reports">What the nodes report.</param>
    public static IEnumerable<MetricSample> Of(NodesStatus nodes, Fact<NodeReports> reports)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(reports);
        if (nodes.Expected is { } expected)
        {
            yield return new MetricSample(MetricCatalog.Nodes, expected, "expected");
            yield return new MetricSample(MetricCatalog.Nodes, Math.Max(0, expected - nodes.Reporting), "silent");
        }

        yield return new MetricSample(MetricCatalog.Nodes, nodes.Reporting, "reporting");
        foreach (var drift in nodes.Drift) yield return new MetricSample(MetricCatalog.NodeDrift, drift.Others.Sum(other => other.Nodes), drift.Fact);
        if (!reports.IsKnown(out var known)) yield break;
        var outcomes = known.Reports.SelectMany(report => report.Checks).CountBy(check => (check.Key, check.Value));
        foreach (var ((code, status), count) in outcomes)
        {
            yield return new MetricSample(MetricCatalog.NodeChecks, count, code, status.ToString().ToLowerInvariant());
        }
    }
}
