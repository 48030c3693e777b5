using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Events;
using ClusterProbe.UnitTests.Client;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class EventPublisherTests
{
    private static readonly ClusterReadinessObject About = new() { Name = "ci", Uid = "u", ResourceVersion = "1", Generation = 1 };

    [TestCase("Ready", "True", "False", "Warning", "Ready went from True to False: so")]
    [TestCase("Ready", "False", "True", "Normal", "Ready went from False to True: so")]
    [TestCase("CP1001", "", "fail", "Warning", "CP1001 is fail: so")]
    [TestCase("CP1001", "fail", "pass", "Normal", "CP1001 went from fail to pass: so")]
    public async Task Change_IsAnEvent(string subject, string from, string to, string type, string note)
    {
        var server = new ScriptedApi(_ => ScriptedApi.Json("{}"));
        await new EventPublisher(server.Client(new HastyTime()), "agent-1", TimeProvider.System).PublishAsync(About, [Change(subject, from, to)], default);
        var body = JsonNode.Parse(server.Requests.Single().Body)!;
        Assert.That((body["type"]!.ToString(), body["note"]!.ToString(), body["regarding"]!["uid"]!.ToString()), Is.EqualTo((type, note, "u")));
    }

    [Test]
    public async Task Changes_BeyondTheRate_AreLeftOut()
    {
        var time = new FakeTimeProvider();
        var publisher = new EventPublisher(new ScriptedApi(_ => ScriptedApi.Json("{}")).Client(time), "agent-1", time);
        var many = Enumerable.Repeat(Change("Ready", "True", "False"), 100).ToImmutableArray();
        Assert.That(await publisher.PublishAsync(About, many, default), Has.Length.EqualTo(EventPublisher.Burst));
        Assert.That(await publisher.PublishAsync(About, many, default), Is.Empty);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.That(await publisher.PublishAsync(About, many, default), Has.Length.EqualTo(2));
    }

    private static Transition Change(string subject, string from, string to) => new(default, subject, from, to, "Because", "so");
}
