namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>A watch that begins where the API server's memory does not reach: 410, as after a compaction or a restart.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class WatchExpiryTests
{
    [Test]
    [CancelAfter(240_000)]
    public async Task Watch_Expires_TheLeaderListsAnewAndMissesNoChange(CancellationToken cancellationToken)
    {
        await using var fleet = await AgentFleet.StartAsync(0, cancellationToken);
        await using var gate = await WatchGate.StartAsync(fleet.ControlPlane);
        await fleet.AddNodeAsync("node-0", cancellationToken);
        var leader = await fleet.AddAgentAsync("node-0", gate.Address, cancellationToken);
        await fleet.WaitForAsync("ci", "True", cancellationToken);

        await gate.CloseAsync();
        await fleet.WriteProfileAsync("ci-while-it-was-closed", "docker-in-docker");
        await fleet.ControlPlane.RestartApiServerAsync(cancellationToken);
        await fleet.ControlPlane.CompactEtcdAsync(cancellationToken);
        Assert.That(await fleet.ReadyAsync("ci-while-it-was-closed", cancellationToken), Is.Empty);
        gate.Open();

        await fleet.WaitForAsync("ci-while-it-was-closed", "True", cancellationToken);
        Assert.That(gate.Expiries, Is.GreaterThan(0), "the API server answered 410");
        Assert.That(await fleet.ReadyAsync("ci", cancellationToken), Does.StartWith("True"));

        await fleet.WriteProfileAsync("ci-afterwards", "docker-in-docker");
        await fleet.WaitForAsync("ci-afterwards", "True", cancellationToken);
        Assert.That((leader.IsRunning, await leader.IsLeaderAsync(cancellationToken)), Is.EqualTo((true, true)));
    }
}
