using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

/// <summary>What an agent costs its node, read from its control group.</summary>
[Category("EndToEnd")]
[NonParallelizable]
internal sealed class FootprintTests
{
    private const double MiB = 1024 * 1024;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Agent_ThatDoesNotLead_IsSmallAndIdle()
    {
        var leader = await Leader.NowAsync();
        var pod = (await Kubectl.AgentPodsAsync()).First(pod => pod.Name != leader.Name);
        var process = await AgentProcess.OnAsync(pod.Node);
        var before = await process.ProcessorTimeAsync();
        await Task.Delay(Watched);   // a rate needs a time to be measured over
        var millicores = ((await process.ProcessorTimeAsync()) - before) / Watched * 1000;
        var (resident, charged) = (await process.ResidentBytesAsync(), await process.ChargedBytesAsync());
        await TestContext.Progress.WriteLineAsync($"agent on {pod.Node}: {millicores:F1} millicores, {resident / MiB:F1} MiB resident, {charged / MiB:F1} MiB charged");
        Assert.Multiple(() =>
        {
            Assert.That(resident / MiB, Is.LessThanOrEqualTo(40));
            Assert.That(charged / MiB, Is.LessThanOrEqualTo(40));
            Assert.That(millicores, Is.LessThanOrEqualTo(10), "on a machine that is shared with the whole cluster");
        });
    }

    [Test]
    public async Task Leader_FitsItsLimitManyTimes()
    {
        var leader = await Leader.NowAsync();
        var process = await AgentProcess.OnAsync(leader.Node);
        var charged = await process.ChargedBytesAsync();
        await TestContext.Progress.WriteLineAsync($"leader on {leader.Node}: {await process.ResidentBytesAsync() / MiB:F1} MiB resident, {charged / MiB:F1} MiB charged");
        Assert.That(charged / MiB, Is.LessThanOrEqualTo(96), "half of its limit, on a small cluster");
    }
}
