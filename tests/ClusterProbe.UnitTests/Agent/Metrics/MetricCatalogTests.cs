using ClusterProbe.Agent.Metrics;
using ClusterProbe.Agent.Telemetry;

namespace ClusterProbe.UnitTests.Agent.Metrics;

/// <summary>Metric names are an interface, and follow Prometheus' conventions.</summary>
internal sealed class MetricCatalogTests
{
    /// <summary>Labels that hold text of people's choosing must be names of objects, and nothing longer.</summary>
    private static readonly string[] FreeText = ["message", "error", "text", "description", "evidence", "url", "owner"];

    private static IEnumerable<TestCaseData> Metrics => MetricCatalog.All.Select(metric => new TestCaseData(metric).SetArgDisplayNames(metric.Name));

    [Test]
    public void All_Names_AreUnique() => Assert.That(MetricCatalog.All.Select(metric => metric.Name), Is.Unique);

    [Test]
    public void All_HoldsEveryMetricOfTheCatalog()
        => Assert.That(
            MetricCatalog.All,
            Is.EquivalentTo(typeof(MetricCatalog).GetProperties().Where(property => property.PropertyType == typeof(MetricDefinition)).Select(property => property.GetValue(null))));

    [TestCaseSource(nameof(Metrics))]
    public void Metric_KeepsTheConventions(MetricDefinition metric)
    {
        Assert.Multiple(() =>
        {
            Assert.That(metric.Name, Does.Match(@"\Aclusterprobe_[a-z]+(_[a-z]+)*\z"));
            Assert.That(metric.Name.EndsWith("_total", StringComparison.Ordinal), Is.EqualTo(metric.Kind == MetricKind.Counter), "counters end in _total, and nothing else does");
            Assert.That(metric.Name, Does.Not.Match("_(ms|millis|minutes|mib|mb)"), "base units only");
            Assert.That(metric.Help, Does.Match(@"\A[A-Z].{20,}\.\z"));
            Assert.That(metric.Labels, Is.Unique.And.All.Match(@"\A[a-z]+(_[a-z]+)*\z"));
            Assert.That(metric.Labels.Intersect(FreeText), Is.Empty);
        });
    }

    [TestCase("clusterprobe_api_request_duration_seconds_total", "clusterprobe.api_request_duration")]
    [TestCase("clusterprobe_node_pressure_ratio", "clusterprobe.node_pressure")]
    [TestCase("clusterprobe_build_slots", "clusterprobe.build_slots")]
    public void NameOf_APrometheusName_IsAnOpenTelemetryName(string prometheus, string expected)
        => Assert.That(MetricBridge.NameOf(MetricCatalog.All.Single(metric => metric.Name == prometheus)), Is.EqualTo(expected));
}
