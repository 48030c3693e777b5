using System.Text;
using ClusterProbe.Simulator.Scale;

namespace ClusterProbe.UnitTests.Simulator;

internal sealed class ScaleScenarioTests
{
    [Test]
    public async Task Lists_InPages_HoldEveryNodeAndPodOnce()
    {
        await using var client = await SimulatorClient.StartAsync(ScaleScenario.Create(nodes: 3, podsPerNode: 4, podBytes: 0));
        var nodes = await client.GetAsync("/api/v1/nodes");
        var first = await client.GetAsync("/api/v1/pods?limit=5");
        var second = await client.GetAsync($"/api/v1/pods?limit=500&continue={(string?)first.Json["metadata"]!["continue"]}");
        var pods = first.Items.Concat(second.Items).Where(pod => (string?)pod!["metadata"]!["namespace"] == "shop").ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(nodes.Names, Is.EqualTo((string[])["node-00000", "node-00001", "node-00002"]));
            Assert.That(first.Items, Has.Count.EqualTo(5));
            Assert.That(pods.Select(pod => (string)pod!["metadata"]!["name"]!), Is.Unique.And.Exactly(12).Items);
            Assert.That(pods.Select(pod => (string)pod!["spec"]!["nodeName"]!).CountBy(node => node).Select(pair => (pair.Key, pair.Value)), Is.EquivalentTo(((string, int)[])[("node-00000", 4), ("node-00001", 4), ("node-00002", 4)]));
        });
    }

    [Test]
    public async Task Pods_AreOfTheSizeThatPodsHave()
    {
        await using var client = await SimulatorClient.StartAsync(ScaleScenario.Create(nodes: 1, podsPerNode: 100, podBytes: 0));
        var size = Encoding.UTF8.GetByteCount((await client.GetAsync("/api/v1/pods")).Text) / 100;
        Assert.That(size, Is.InRange(3_000, 4_000));
    }

    [Test]
    public async Task Pods_GrowToTheSizeAskedFor()
    {
        await using var client = await SimulatorClient.StartAsync(ScaleScenario.Create(nodes: 1, podsPerNode: 100, podBytes: 7_700));
        var size = Encoding.UTF8.GetByteCount((await client.GetAsync("/api/v1/pods?labelSelector=app=checkout")).Text) / 100;
        Assert.That(size, Is.InRange(7_700, 7_750));
    }

    [TestCase("labelSelector=harness.io/name", 2)]
    [TestCase("fieldSelector=status.phase!=Running", 0)]
    [TestCase("fieldSelector=status.phase=Running", 12)]
    public async Task Selectors_DecideOnGeneratedPodsToo(string selector, int count)
    {
        await using var client = await SimulatorClient.StartAsync(ScaleScenario.Create(nodes: 2, podsPerNode: 5, podBytes: 0));
        Assert.That((await client.GetAsync($"/api/v1/pods?{selector}")).Items, Has.Count.EqualTo(count));
    }
}
