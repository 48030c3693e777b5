using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Events;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>Status and events on a real API server, with no more permissions than are declared; and how kubectl shows them.</summary>
[Category("ControlPlane")]
internal sealed class ClusterReadinessTests
{
    private const string Path = "/apis/clusterprobe.io/v1alpha1/clusterreadinesses";

    private ApiClient _api = null!;
    private ClusterReadinessPublisher _publisher = null!;

    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        _api = await PublishingControlPlane.WithAsync(PublishingPermissions.Cluster);
        _publisher = new ClusterReadinessPublisher(_api, PublishingControlPlane.CheckCodes, TimeProvider.System);
    }

    [Test]
    public async Task Status_WithEveryField_SurvivesThePruning()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        var outcome = await _publisher.PublishAsync(item, FullStatus.Cluster, default);
        Assert.That(outcome.Outcome, Is.EqualTo(WriteOutcome.Success));
        var stored = await StoredAsync(item.Name);
        var written = JsonSerializer.SerializeToNode(outcome.Status!, ReadinessContext.Default.ClusterReadinessStatus);
        Assert.That(JsonNode.DeepEquals(stored["status"], written), $"{stored["status"]}\n{written}");
        Assert.That(outcome.Status!.Transitions, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Status_Again_IsUnchanged()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await _publisher.PublishAsync(item, FullStatus.Cluster, default);
        var outcome = await _publisher.PublishAsync(item, FullStatus.Cluster, default);
        Assert.That((outcome.Outcome, outcome.Changes.Length), Is.EqualTo((WriteOutcome.Unchanged, 0)));
    }

    [Test]
    public async Task Status_OfAnOlderSpec_IsAConflict()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await (await PublishingControlPlane.Started).PatchAsync($"{Path}/{item.Name}", new JsonObject { ["spec"] = new JsonObject { ["buildNamespaces"] = new JsonArray("other") } });
        Assert.That((await _publisher.PublishAsync(item, FullStatus.Cluster, default)).Outcome.Result, Is.EqualTo(WriteResult.Conflict));
    }

    [Test]
    public async Task Status_OfAnEarlierLookThanAnothers_IsAConflict()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await _publisher.PublishAsync(item, FullStatus.Cluster with { CheckedBy = "new", LastCheckedAt = FullStatus.Cluster.LastCheckedAt!.Value.AddSeconds(5) }, default);
        Assert.That((await _publisher.PublishAsync(item, FullStatus.Cluster, default)).Outcome.Result, Is.EqualTo(WriteResult.Conflict));
        Assert.That((await StoredAsync(item.Name))["status"]!["checkedBy"]!.ToString(), Is.EqualTo("new"));
    }

    [Test]
    public async Task Status_OfADeletedObject_IsAConflict()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await (await PublishingControlPlane.Started).DeleteAsync($"{Path}/{item.Name}");
        Assert.That((await _publisher.PublishAsync(item, FullStatus.Cluster, default)).Outcome.Result, Is.EqualTo(WriteResult.Conflict));
    }

    [Test]
    public async Task Changes_AreEventsThatDescribeShows()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        var outcome = await _publisher.PublishAsync(item, FullStatus.Cluster, default);
        var api = await PublishingControlPlane.WithAsync([.. PublishingPermissions.EventNamespace.Select(permission => permission with { InBuildNamespaces = true })]);
        var events = await new EventPublisher(api, "agent-1", TimeProvider.System).PublishAsync(item, outcome.Changes, default);
        Assert.That(events.Single(), Is.EqualTo(WriteOutcome.Success));
        var described = (await (await PublishingControlPlane.Started).KubectlAsync(["describe", "clusterreadiness", item.Name])).EnsureSuccess();
        TestContext.Out.WriteLine(described);
        Assert.That(described, Does.Contain("Ready went from Unknown to False").And.Contain("Warning").And.Contain("PodSecurity").And.Contain("clusterprobe.io/agent"));
    }

    [Test]
    public async Task Kubectl_Get_ReadsLikeADashboard()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await _publisher.PublishAsync(item, FullStatus.Cluster with { LastCheckedAt = DateTimeOffset.UtcNow.AddSeconds(-32) }, default);
        var lines = (await (await PublishingControlPlane.Started).KubectlAsync(["get", "cprobe", item.Name])).EnsureSuccess().Split('\n');
        TestContext.Out.WriteLine(string.Join('\n', lines));
        Assert.That(lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "NAME", "READY", "REASON", "FAILED", "WARNINGS", "UNKNOWN", "SLOTS", "NODES", "LAST-CHECKED", "AGE" }));
        Assert.That(lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..8], Is.EqualTo(new[] { item.Name, "False", "PodSecurity", "2", "1", "3", "41", "14/15" }));
        Assert.That(lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[8], Does.Match("^3[2-9]s$"));
    }

    [Test]
    public async Task Kubectl_Wait_BlocksUntilReady()
    {
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await _publisher.PublishAsync(item, FullStatus.Cluster, default);
        var controlPlane = await PublishingControlPlane.Started;
        var refused = await controlPlane.KubectlAsync(["wait", "--for=condition=Ready", $"clusterreadiness/{item.Name}", "--timeout=1s"]);
        Assert.That(refused.ExitCode, Is.Not.Zero);
        var waiting = controlPlane.KubectlAsync(["wait", "--for=condition=Ready", $"clusterreadiness/{item.Name}", "--timeout=20s"]);
        var ready = FullStatus.Cluster with
        {
            Conditions = [FullStatus.Cluster.Conditions[0] with { Status = "True", Reason = "Ready" }],
            LastCheckedAt = FullStatus.Cluster.LastCheckedAt!.Value.AddMinutes(2),
        };
        Assert.That((await _publisher.PublishAsync(item, ready, default)).Changes.Single().To, Is.EqualTo("True"));
        Assert.That((await waiting).EnsureSuccess(), Does.Contain("condition met"));
    }

    private static async Task<JsonNode> StoredAsync(string name)
    {
        var text = await (await PublishingControlPlane.Started).Admin.GetStringAsync(new Uri($"{Path}/{name}".TrimStart('/'), UriKind.Relative));
        return JsonNode.Parse(text)!;
    }
}
