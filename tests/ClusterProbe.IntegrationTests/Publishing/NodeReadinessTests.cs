using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Nodes;
using ClusterProbe.UnitTests.Commands;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>What is written about nodes, on a real API server with real tokens.</summary>
[Category("ControlPlane")]
internal sealed class NodeReadinessTests
{
    private const string Path = "apis/clusterprobe.io/v1alpha1/nodereadinesses";

    [Test]
    public async Task Status_WithEveryField_SurvivesThePruningAndGoesWithItsNode()
    {
        var controlPlane = await PublishingControlPlane.Started;
        var node = await CreateNodeAsync();
        var api = await PublishingControlPlane.WithAsync(NodeReadinessPublisher.Permissions);
        var publisher = new NodeReadinessPublisher(api, node.Name, TimeProvider.System, () => 1);
        Assert.That(await publisher.PublishAsync(FullStatus.Node, node, default), Is.EqualTo(WriteOutcome.Success));
        Assert.That(await publisher.PublishAsync(FullStatus.Node, node, default), Is.EqualTo(WriteOutcome.Unchanged));
        var stored = JsonNode.Parse(await controlPlane.Admin.GetStringAsync(new Uri($"{Path}/{node.Name}", UriKind.Relative)))!;
        Assert.That(JsonNode.DeepEquals(stored["status"], JsonSerializer.SerializeToNode(FullStatus.Node, ReadinessContext.Default.NodeReadinessStatus)), stored["status"]!.ToString());

        var lines = (await controlPlane.KubectlAsync(["get", "nodereadiness", node.Name])).EnsureSuccess();
        TestContext.Out.WriteLine(lines);
        Assert.That(lines, Does.Match(@"NAME +READY +REASON +FAILED +WARNINGS +UNKNOWN +KERNEL +OBSERVED +AGE\n\S+ +False +NoOverlay +1 +2 +3 +6\.1\.0 +\S+ +\S+\n"));

        await controlPlane.DeleteAsync($"/api/v1/nodes/{node.Name}");
        await Eventually.IsTrueAsync(async () => (await controlPlane.Admin.GetAsync(new Uri($"{Path}/{node.Name}", UriKind.Relative))).StatusCode == HttpStatusCode.NotFound, "the garbage collector has taken it");
    }

    [Test]
    public async Task Fact_ThatIsGone_IsTakenAway()
    {
        var controlPlane = await PublishingControlPlane.Started;
        var publisher = new NodeReadinessPublisher(await PublishingControlPlane.AdminAsync(), "facts", TimeProvider.System, () => 1);
        await publisher.PublishAsync(FullStatus.Node, null, default);
        await publisher.PublishAsync(FullStatus.Node with { Facts = FullStatus.Node.Facts.Remove("mtu"), Findings = [] }, null, default);
        var stored = JsonNode.Parse(await controlPlane.Admin.GetStringAsync(new Uri($"{Path}/facts", UriKind.Relative)))!;
        Assert.That(stored["status"]!["facts"]!.AsObject().Select(fact => fact.Key), Is.EqualTo(new[] { "cgroup", "kernel" }));
        Assert.That(stored["status"]!["findings"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Token_OfTheApiServer_NamesItsNode()
    {
        var controlPlane = await PublishingControlPlane.Started;
        var node = await CreateNodeAsync();
        var @namespace = await controlPlane.CreateNamespaceAsync();
        var answer = await controlPlane.CreateAsync($"/api/v1/namespaces/{@namespace}/serviceaccounts/default/token", new JsonObject
        {
            ["spec"] = new JsonObject { ["boundObjectRef"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node.Name, ["uid"] = node.Uid } },
        });
        Assert.That(NodeIdentity.FromToken(answer["status"]!["token"]!.ToString()), Is.EqualTo(node));
        Assert.That(NodeIdentity.FromToken(await controlPlane.CreateServiceAccountTokenAsync(@namespace, "default")), Is.Null);
    }

    [Test]
    [NonParallelizable]
    [CancelAfter(60_000)]
    public async Task Condition_IsSetOnChangeAndRemoved(CancellationToken cancellationToken)
    {
        var controlPlane = await PublishingControlPlane.Started;
        var node = await CreateNodeAsync();
        var api = await PublishingControlPlane.WithAsync(PublishingPermissions.NodeCondition);
        var states = ImmutableSortedDictionary<string, NodeConditionState>.Empty.Add(node.Name, new NodeConditionState("False", "NoOverlay", "so"));
        var publisher = new NodeConditionPublisher(api, TimeProvider.System);
        Assert.That((await publisher.PublishAsync(states, default)).Single(), Is.EqualTo(WriteOutcome.Success));
        Assert.That(await publisher.PublishAsync(states, default), Is.Empty);
        Assert.That(await new NodeConditionPublisher(api, TimeProvider.System).PublishAsync(states, default), Is.Empty, "the next leader reads what is there");
        Assert.That(await ConditionsAsync(), Is.EquivalentTo(new[] { "Ready=True", "CIBuildReady=False" }));
        await publisher.PublishAsync(states.SetItem(node.Name, new NodeConditionState("True", "AllPassed", "")), default);
        Assert.That(await ConditionsAsync(), Is.EquivalentTo(new[] { "Ready=True", "CIBuildReady=True" }));
        Assert.That(await ClearAsync(), Is.EqualTo((0, $"node/{node.Name}: condition CIBuildReady removed\n")));
        Assert.That(await ConditionsAsync(), Is.EqualTo(new[] { "Ready=True" }));
        Assert.That(await ClearAsync(), Is.EqualTo((0, "No node has the condition CIBuildReady.\n")));

        async Task<(int, string)> ClearAsync()
        {
            var result = await Cli.RunAsync(["clear-node-conditions", "--kubeconfig", controlPlane.KubeConfigPath], cancellationToken);
            return (result.ExitCode, result.Output);
        }

        async Task<IEnumerable<string>> ConditionsAsync()
        {
            var stored = JsonNode.Parse(await controlPlane.Admin.GetStringAsync(new Uri($"api/v1/nodes/{node.Name}", UriKind.Relative), cancellationToken))!;
            return stored["status"]!["conditions"]!.AsArray().Select(condition => $"{condition!["type"]}={condition["status"]}");
        }
    }

    private static async Task<NodeIdentity> CreateNodeAsync()
    {
        var controlPlane = await PublishingControlPlane.Started;
        var name = $"node-{Guid.NewGuid():N}"[..16];
        await controlPlane.CreateNodeAsync(new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        var stored = JsonNode.Parse(await controlPlane.Admin.GetStringAsync(new Uri($"api/v1/nodes/{name}", UriKind.Relative)))!;
        return new NodeIdentity(name, stored["metadata"]!["uid"]!.ToString());
    }
}
