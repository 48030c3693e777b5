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

        // A leader that loses its leadership while a slow machine restarts the API server lists anyway, and meets no 410: then once more.
        for (var attempt = 1; gate.Expiries == 0; attempt++)
        {
            Assert.That(attempt, Is.LessThanOrEqualTo(3), "the API server answered 410");
            var name = $"ci-while-it-was-closed-{attempt}";
            await gate.CloseAsync();
            await fleet.WriteProfileAsync(name, "docker-in-docker");
            await fleet.ControlPlane.RestartApiServerAsync(cancellationToken);
            await fleet.ControlPlane.CompactEtcdAsync(cancellationToken);
            Assert.That(await fleet.ReadyAsync(name, cancellationToken), Is.Empty);
            gate.Open();
            await fleet.WaitForAsync(name, "True", cancellationToken);
        }

        Assert.That(await fleet.ReadyAsync("ci", cancellationToken), Does.StartWith("True"));

        await fleet.WriteProfileAsync("ci-afterwards", "docker-in-docker");
        await fleet.WaitForAsync("ci-afterwards", "True", cancellationToken);
        Assert.That((leader.IsRunning, await leader.IsLeaderAsync(cancellationToken)), Is.EqualTo((true, true)));
    }
}
