using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Nodes;
using ClusterProbe.UnitTests.Client;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class NodeReadinessPublisherTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ScriptedApi _server = null!;
    private NodeReadinessPublisher _publisher = null!;
    private int _refusals;

    [SetUp]
    public void Begin()
    {
        _server = new ScriptedApi(_ => _refusals-- > 0 ? ScriptedApi.Refuse(403, "Forbidden") : ScriptedApi.Json("""{"metadata":{"name":"node-a"}}"""));
        _publisher = new NodeReadinessPublisher(_server.Client(_time), "node-a", _time, () => 1);
        _refusals = 0;
    }

    [TearDown]
    public void End() => _server.Dispose();

    [Test]
    public async Task First_IsWrittenAndOwnedByTheNode()
    {
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Success));
        var request = _server.Requests.Single();
        Assert.That(request.Path, Is.EqualTo("/apis/clusterprobe.io/v1alpha1/nodereadinesses/node-a?fieldManager=clusterprobe-agent&force=true"));
        Assert.That(JsonNode.Parse(request.Body)!["metadata"]!["ownerReferences"]!.ToJsonString(), Is.EqualTo("""[{"apiVersion":"v1","kind":"Node","name":"node-a","uid":"u-1"}]"""));
    }

    [Test]
    public async Task Same_IsWrittenWhenTheHeartbeatIsDue()
    {
        await PublishAsync(Status());
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Unchanged));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Success));
    }

    [Test]
    public async Task Same_WithShorterHeartbeat_IsDueByIt()
    {
        await PublishAsync(Status() with { HeartbeatSeconds = 500 });
        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.That(await PublishAsync(Status() with { HeartbeatSeconds = 500 }), Is.EqualTo(WriteResult.Unchanged));
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Success));
    }

    [Test]
    public async Task Same_WithLongerHeartbeat_IsDueByTheOneThatIsPromised()
    {
        await PublishAsync(Status());
        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.That(await PublishAsync(Status() with { HeartbeatSeconds = 500 }), Is.EqualTo(WriteResult.Success));
    }

    [Test]
    public async Task Change_IsWrittenAtOnce()
    {
        await PublishAsync(Status());
        Assert.That(await PublishAsync(Status() with { Facts = ImmutableSortedDictionary<string, string>.Empty.Add("mtu", "1400") }), Is.EqualTo(WriteResult.Success));
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Success));
    }

    [Test]
    public async Task Failure_IsTriedAgainTheNextTime()
    {
        _refusals = 1;
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Error));
        Assert.That(await PublishAsync(Status()), Is.EqualTo(WriteResult.Success));
    }

    private async Task<WriteResult> PublishAsync(NodeReadinessStatus status) => (await _publisher.PublishAsync(status, new NodeIdentity("node-a", "u-1"), default)).Result;

    private NodeReadinessStatus Status() => new()
    {
        Ready = "True",
        Reason = "AllPassed",
        ObservedAt = _time.GetUtcNow(),
        HeartbeatSeconds = 120,
        Facts = ImmutableSortedDictionary<string, string>.Empty.Add("mtu", "1500"),
    };
}
