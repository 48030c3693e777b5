using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.UnitTests.Simulator;

internal sealed class ScenarioTests
{
    private static IEnumerable<string> Names => Scenario.Names;

    [Test]
    public void Names_HoldEveryPromisedScenario()
        => Assert.That(Scenario.Names, Is.SupersetOf((string[])["ready", "restricted", "autopilot", "istio-strict", "no-rbac", "too-small", "openshift", "gatekeeper"]));

    [Test]
    public void TryGet_AnotherName_FindsNothing() => Assert.That(Scenario.TryGet("unready", out _), Is.False);

    [TestCaseSource(nameof(Names))]
    public void Scenario_IsALikelyCluster(string name)
    {
        Assert.That(Scenario.TryGet(name, out var scenario), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(scenario!.Description, Does.Match(@"\A[A-Z].+[^.]\.\z"));
            Assert.That(scenario.Profile, Does.Contain("kind: ClusterReadiness"));
            Assert.That(scenario.Objects.Count(manifest => manifest.Text("kind") == "Node"), Is.InRange(3, 15));
            Assert.That(scenario.Objects.Where(manifest => manifest.ToJsonString().Contains("$(", StringComparison.Ordinal)), Is.Empty);
        });
    }

    [TestCaseSource(nameof(Names))]
    public async Task Scenario_ServesEveryObjectItHas(string name)
    {
        Assert.That(Scenario.TryGet(name, out var scenario), Is.True);
        await using var client = await SimulatorClient.StartAsync(scenario!);
        foreach (var manifest in scenario!.Objects)
        {
            var resource = scenario.Catalog.ByKind(manifest.Text("apiVersion"), manifest.Text("kind"))!;
            var root = resource.Group.Length == 0 ? "/api/v1" : $"/apis/{manifest.Text("apiVersion")}";
            var @namespace = resource.Namespaced ? $"/namespaces/{manifest.Text("metadata", "namespace")}" : "";
            var answer = await client.GetAsync($"{root}{@namespace}/{resource.Plural}/{manifest.Text("metadata", "name")}");
            Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Script_EveryWebhookThatActs_IsDeclared(string name)
    {
        Assert.That(Scenario.TryGet(name, out var scenario), Is.True);
        var declared = scenario!.Objects.Where(manifest => manifest.Text("kind").EndsWith("WebhookConfiguration", StringComparison.Ordinal))
            .SelectMany(manifest => manifest.Items("webhooks")).Select(webhook => webhook.Text("name"));
        Assert.That(scenario.Script.Rules.Select(rule => rule.Webhook).Where(webhook => webhook.Length > 0), Is.SubsetOf(declared));
    }

    [TestCaseSource(nameof(Names))]
    public void Pods_RunOnNodesAndInNamespacesThatExist(string name)
    {
        Assert.That(Scenario.TryGet(name, out var scenario), Is.True);
        var pods = scenario!.Objects.Where(manifest => manifest.Text("kind") == "Pod").ToArray();
        var nodes = scenario.Objects.Where(manifest => manifest.Text("kind") == "Node").Select(node => node.Text("metadata", "name"));
        var namespaces = scenario.Objects.Where(manifest => manifest.Text("kind") == "Namespace").Select(found => found.Text("metadata", "name"));
        Assert.Multiple(() =>
        {
            Assert.That(pods.Select(pod => pod.Text("spec", "nodeName")).Where(node => node.Length > 0).Distinct(), Is.SubsetOf(nodes));
            Assert.That(pods.Select(pod => pod.Text("metadata", "namespace")).Distinct(), Is.SubsetOf(namespaces));
        });
    }
}
