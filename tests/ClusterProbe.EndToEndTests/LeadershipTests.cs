using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

[Category("EndToEnd")]
[NonParallelizable]
internal sealed class LeadershipTests
{
    [Test]
    public async Task Lead_WhenTheLeadersPodIsDeleted_MovesToAnother()
    {
        var former = await Leader.NowAsync();
        await Kubectl.OutputAsync("delete", "pod", former.Name, "-n", Kubectl.Namespace, "--wait=false");
        var next = await Leader.OtherThanAsync(former.Name);
        Assert.That(next.Name, Is.Not.EqualTo(former.Name));
    }

    [Test]
    public async Task Lead_WhenTheLeadersNodeHangs_MovesToAnotherNode_AndStaysThere()
    {
        var former = await LeaderOnAWorkerAsync();
        AgentPod next;
        await using (await NodeContainer.PauseAsync(former.Node))
        {
            next = await Leader.OtherThanAsync(former.Name);
            Assert.That(next.Node, Is.Not.EqualTo(former.Node));
        }

        // Who wakes up and still believes to lead must find out before writing anything: a renewal would be seen here.
        await Kubectl.OutputAsync("wait", "--for=condition=Ready", $"node/{former.Node}", "--timeout=120s");
        await Kubectl.OutputAsync("rollout", "status", "daemonset/clusterprobe-agent", "-n", Kubectl.Namespace, "--timeout=120s");
        Assert.That((await Leader.NowAsync()).Name, Is.EqualTo(next.Name));
    }

    /// <summary>The API server runs on the control-plane node: pausing that would leave nobody to ask.</summary>
    private static async Task<AgentPod> LeaderOnAWorkerAsync()
    {
        var leader = await Leader.NowAsync();
        for (var attempt = 0; attempt < 10 && await IsControlPlaneAsync(leader.Node); attempt++)
        {
            await Kubectl.OutputAsync("delete", "pod", leader.Name, "-n", Kubectl.Namespace, "--wait=false");
            leader = await Leader.OtherThanAsync(leader.Name);
        }

        Assert.That(await IsControlPlaneAsync(leader.Node), Is.False, "a worker leads");
        return leader;
    }

    private static async Task<bool> IsControlPlaneAsync(string node)
        => (await Kubectl.GetAsync("node", node))["metadata"]!["labels"]!.AsObject().ContainsKey("node-role.kubernetes.io/control-plane");
}
