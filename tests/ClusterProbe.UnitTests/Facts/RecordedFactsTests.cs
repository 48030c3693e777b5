using System.Text;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Facts;

internal sealed class RecordedFactsTests
{
    private static readonly RecordedFacts Recorded = new(
        RecordedFacts.CurrentSchema,
        "1.2.3",
        BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["ci"], Require = [Capability.DockerInDocker] },
        new ClusterFacts
        {
            CollectedAt = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero),
            Source = "prod-east",
            Server = Fact.Known(new ServerFacts("v1.37.2", 1, 37, ["pods/v1"], ["metrics.k8s.io/v1beta1"])),
            Nodes = Fact.Absent<NodeInventory>(),
            Pods = Fact.Unknown<PodInventory>(new UnknownCause(UnknownReason.NotPermitted, "no") { Missing = new Permission("", "pods", "list") }),
            BuildNamespaces = [new BuildNamespaceFacts("ci")],
        });

    [Test]
    public async Task Read_WhatWasWritten_IsTheSame()
    {
        var text = await WriteAsync(Recorded);
        var read = await ReadAsync(text);
        Assert.That(await WriteAsync(read), Is.EqualTo(text));
        Assert.That(read.Facts.Server.IsKnown(out var server) && server.Serves("", "v1", "pods"));
        Assert.That(read.Facts.Nodes.IsAbsent);
        Assert.That(read.Facts.Pods.IsUnknown(out var cause) ? cause.Missing : null, Is.EqualTo(new Permission("", "pods", "list")));
    }

    [TestCase("""{"schema":"clusterprobe.io/facts/v999"}""")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("")]
    public void Read_SomethingElse_IsRefused(string text)
        => Assert.That(async () => await ReadAsync(text), Throws.InstanceOf<JsonException>());

    private static async Task<string> WriteAsync(RecordedFacts recorded)
    {
        using var stream = new MemoryStream();
        await recorded.WriteAsync(stream, default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Task<RecordedFacts> ReadAsync(string text) => RecordedFacts.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);
}
