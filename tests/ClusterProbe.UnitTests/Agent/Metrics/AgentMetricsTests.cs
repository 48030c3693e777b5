using System.Text;
using ClusterProbe.Agent.Metrics;

namespace ClusterProbe.UnitTests.Agent.Metrics;

internal sealed class AgentMetricsTests
{
    private AgentMetrics _metrics = null!;

    [SetUp]
    public void Create() => _metrics = new AgentMetrics();

    [Test]
    public async Task Publish_SeriesThatAGroupNoLongerHas_AreRemoved()
    {
        _metrics.Publish("profile:a", [Slots("a", 3), Slots("b", 4)]);
        _metrics.Publish("profile:a", [Slots("b", 5)]);

        Assert.That(await SeriesAsync("clusterprobe_build_slots"), Is.EqualTo([SlotsLine("b", 5)]));
    }

    [Test]
    public async Task Publish_AGroup_LeavesTheOthersAlone()
    {
        _metrics.Publish("profile:a", [Slots("a", 3)]);
        _metrics.Publish("profile:b", [Slots("b", 4)]);
        _metrics.Publish("profile:a", []);

        Assert.That(await SeriesAsync("clusterprobe_build_slots"), Is.EqualTo([SlotsLine("b", 4)]));
    }

    [Test]
    public async Task Metrics_BeforeAnythingIsKnown_SayNothing()
        => Assert.That((await ExportAsync()).Where(line => line.StartsWith("clusterprobe_", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public async Task Publish_AMetricWithoutLabels_CanBeRemovedAndComeBack()
    {
        _metrics.Publish("leader", [new MetricSample(MetricCatalog.IsLeader, 1)]);
        _metrics.Publish("leader", []);
        Assert.That(await SeriesAsync("clusterprobe_leader"), Is.Empty);
        _metrics.Publish("leader", [new MetricSample(MetricCatalog.IsLeader, 0)]);
        Assert.That(await SeriesAsync("clusterprobe_leader"), Is.EqualTo(["clusterprobe_leader 0"]));
    }

    [Test]
    public void Read_CountersAndGauges_GivesTheirSeries()
    {
        _metrics.Add(MetricCatalog.ApiRequests, 2, "list", "pods", "200");
        _metrics.Publish("x", [Slots("a", 3)]);

        var (labels, value) = _metrics.Read(MetricCatalog.ApiRequests).Single();
        Assert.That(labels, Is.EqualTo(["list", "pods", "200"]));
        Assert.That(value, Is.EqualTo(2));
        Assert.That(_metrics.Read(MetricCatalog.BuildSlots).Single().Value, Is.EqualTo(3));
    }

    private static MetricSample Slots(string shape, double value) => new(MetricCatalog.BuildSlots, value, "ci", "builds", shape, "now");

    private static string SlotsLine(string shape, double value) => $"clusterprobe_build_slots{{profile=\"ci\",build_namespace=\"builds\",shape=\"{shape}\",state=\"now\"}} {value}";

    private async Task<IEnumerable<string>> SeriesAsync(string metric) => (await ExportAsync()).Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is '{' or ' ');

    private async Task<string[]> ExportAsync()
    {
        var output = new MemoryStream();
        await _metrics.ExportAsync(output, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n').Where(line => !line.StartsWith('#'))];
    }
}
