using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Kubernetes.Rbac;

namespace ClusterProbe.IntegrationTests.Installation;

/// <summary>What the agent is kept from although it has the permission, on the real API server and with real tokens.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class GuardTests
{
    private const string Reports = "apis/clusterprobe.io/v1alpha1/nodereadinesses";

    private ControlPlane _controlPlane = null!;
    private HttpClient _agent = null!;
    private string _uid = "";
    private string _otherUid = "";
    private string _namespace = "";

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        _controlPlane = await InstalledCluster.StartAsync();
        _uid = await _controlPlane.CreateNodeAsync("node-a");
        _otherUid = await _controlPlane.CreateNodeAsync("node-b");
        _namespace = await _controlPlane.CreateNamespaceAsync("build");
        _agent = _controlPlane.CreateHttpClient(await _controlPlane.CreateAgentTokenAsync("node-a"));
        await Eventually.IsTrueAsync(
            async () => (await WriteReportAsync(_agent, "node-b")).Status == HttpStatusCode.Forbidden && (await CreatePodAsync(_agent, "")).Status == HttpStatusCode.Forbidden,
            "the guards are in force");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _agent?.Dispose();
        if (_controlPlane is not null) await _controlPlane.DisposeAsync();
    }

    [Test]
    public async Task Agent_CreatesPodForReal_IsRefusedWithTheReason()
    {
        var answer = await CreatePodAsync(_agent, "");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(answer.Message, Does.Contain("clusterprobe-dry-run-only").And.Contain("may create pods as a dry run only"));
        });
    }

    [Test]
    public async Task Agent_CreatesPodAsDryRun_IsAdmitted()
        => Assert.That((await CreatePodAsync(_agent, "?dryRun=All")).Status, Is.EqualTo(HttpStatusCode.Created));

    [Test]
    public async Task SomebodyElse_CreatesPodForReal_IsNotConcerned()
        => Assert.That((await CreatePodAsync(_controlPlane.Admin, "")).Status, Is.EqualTo(HttpStatusCode.Created));

    [Test]
    public async Task Agent_WritesItsOwnNodesReport_MayCreateAndChangeIt()
    {
        var owner = Owner("node-a", _uid);
        Assert.Multiple(async () =>
        {
            Assert.That((await WriteReportAsync(_agent, "node-a", owner)).Status, Is.AnyOf(HttpStatusCode.Created, HttpStatusCode.OK));
            Assert.That((await WriteReportAsync(_agent, "node-a", owner, heartbeat: 240)).Status, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Agent_WritesAnotherNodesReport_IsRefusedWithBothNames()
    {
        (await WriteReportAsync(_controlPlane.Admin, "node-b")).EnsureSuccess();
        var answer = await WriteReportAsync(_agent, "node-b", heartbeat: 240);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(answer.Message, Does.Contain("The agent on node node-a may write only its own NodeReadiness, not node-b."));
        });
    }

    [Test]
    public async Task Agent_NamesAnotherOwner_IsRefused()
    {
        var strangers = new[] { Owner("node-b", _otherUid), Owner("node-a", Guid.NewGuid().ToString()), Owner("node-a", _uid, "Pod") };
        foreach (var owner in strangers)
        {
            var answer = await WriteReportAsync(_agent, "node-a", owner);
            Assert.That(answer.Message, Does.Contain("may be owned by nothing but its own node"), owner.ToJsonString());
        }
    }

    [Test]
    public async Task Agent_WithATokenOfNoNode_IsRefused()
    {
        using var unbound = _controlPlane.CreateHttpClient(await _controlPlane.CreateServiceAccountTokenAsync(AgentRoles.AgentNamespace, AgentRoles.AgentName));
        var answer = await WriteReportAsync(unbound, "node-a");
        Assert.That(answer.Message, Does.Contain("names no node"));
    }

    [Test]
    public async Task Agent_DeletesAReport_HasNoPermission()
    {
        using var answer = await _agent.DeleteAsync(new Uri($"{Reports}/node-a", UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Agent_WithTheNodeConditionOverlay_MaySetItsConditionAndNothingElseOfANode()
    {
        foreach (var file in new[] { "guard.yaml", "rbac.yaml" })
        {
            (await _controlPlane.KubectlAsync(["apply", "-f", Manifests.PathOf($"overlays/node-condition/{file}")])).EnsureSuccess();
        }

        // Until it is in force the forgery succeeds, and the same one again would change nothing: each is another.
        await Eventually.IsTrueAsync(async () => (await ForgeAsync()).Message.Contains("may set no condition of a node but CIBuildReady", StringComparison.Ordinal), "the guard is in force");
        Assert.Multiple(async () =>
        {
            Assert.That((await PatchNodeAsync("""{"status":{"conditions":[{"type":"CIBuildReady","status":"True","reason":"AllPassed"}]}}""")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await PatchNodeAsync("""{"status":{"capacity":{"cpu":"1000"}}}""")).Message, Does.Contain("nothing of a node but the condition"));
            Assert.That((await PatchNodeAsync("""{"metadata":{"labels":{"pool":"mine"}}}""")).Message, Does.Contain("nothing of a node but the condition"));
        });
    }

    private Task<Answer> ForgeAsync() => PatchNodeAsync($$$"""{"status":{"conditions":[{"type":"Ready","status":"True","message":"{{{Guid.NewGuid()}}}"}]}}""");

    private async Task<Answer> PatchNodeAsync(string patch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri("api/v1/nodes/node-b/status", UriKind.Relative))
        {
            Content = new StringContent(patch, new MediaTypeHeaderValue("application/strategic-merge-patch+json")),
        };
        using var answer = await _agent.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    private async Task<Answer> CreatePodAsync(HttpClient client, string query)
    {
        var pod = JsonNode.Parse("""{"metadata":{"generateName":"probe-"},"spec":{"containers":[{"name":"build","image":"none"}]}}""");
        using var answer = await client.PostAsJsonAsync($"api/v1/namespaces/{_namespace}/pods{query}", pod);
        return await Answer.OfAsync(answer);
    }

    private static async Task<Answer> WriteReportAsync(HttpClient client, string node, JsonObject? owner = null, int heartbeat = 120)
    {
        var report = new JsonObject
        {
            ["apiVersion"] = "clusterprobe.io/v1alpha1",
            ["kind"] = "NodeReadiness",
            ["metadata"] = new JsonObject { ["name"] = node, ["ownerReferences"] = new JsonArray(owner is null ? [] : [owner.DeepClone()]) },
            ["status"] = new JsonObject { ["ready"] = "True", ["reason"] = "AllPassed", ["observedAt"] = "2026-01-01T00:00:00Z", ["heartbeatSeconds"] = heartbeat },
        };
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri($"{Reports}/{node}?fieldManager=clusterprobe-agent&force=true", UriKind.Relative))
        {
            Content = new StringContent(report.ToJsonString(), new MediaTypeHeaderValue("application/apply-patch+yaml")),
        };
        using var answer = await client.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    private static JsonObject Owner(string name, string uid, string kind = "Node")
        => new() { ["apiVersion"] = "v1", ["kind"] = kind, ["name"] = name, ["uid"] = uid };

    private sealed record Answer(HttpStatusCode Status, string Message)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage response)
            => new(response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())?["message"]?.ToString() ?? "");

        public void EnsureSuccess() => Assert.That((int)Status, Is.LessThan(300), Message);
    }
}
