using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>What happens to agents when something goes: the leader, its connection, the API server, etcd, a permission, the API server's patience.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class FoulWeatherTests
{
    /// <summary>How soon somebody else leads.</summary>
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(30);

    private AgentFleet _fleet = null!;

    [SetUp]
    public async Task StartAsync() => _fleet = await AgentFleet.StartAsync(3, CancellationToken.None);

    [TearDown]
    public async Task StopAsync()
    {
        if (_fleet is not null) await _fleet.DisposeAsync();
    }

    [TestCase("KILL")]
    [TestCase("STOP")]
    [CancelAfter(240_000)]
    public async Task Leader_IsKilledOrCutOff_AnotherLeadsWithinThirtySeconds(string signal, CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        var first = await _fleet.WaitForLeaderAsync(cancellationToken);
        await first.SignalAsync(signal);
        var cut = Stopwatch.GetTimestamp();
        var second = await _fleet.WaitForLeaderAsync(cancellationToken, other: first, limit: Takeover);
        Assert.That(Stopwatch.GetElapsedTime(cut), Is.LessThan(Takeover));

        await _fleet.EnforceAsync("baseline");
        await _fleet.WaitForAsync("ci", "False", cancellationToken);
        Assert.That($"{(await _fleet.StatusAsync("ci", cancellationToken))!["checkedBy"]}", Is.EqualTo($"agent-{second.Node}"));
        if (signal == "KILL") return;

        // The one that was cut off comes back, and finds that it does not lead any more.
        await first.SignalAsync("CONT");
        await Eventually.IsTrueAsync(async () => await first.MetricAsync("clusterprobe_leader ", cancellationToken) == 0, () => $"the first leader has stepped down:\n{first.Log}", cancellationToken);
        Assert.That($"{(await _fleet.StatusAsync("ci", cancellationToken))!["checkedBy"]}", Is.EqualTo($"agent-{second.Node}"));
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Leader_IsToldToStop_FinishesInTime_AndAnotherLeadsAtOnce(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        var first = await _fleet.WaitForLeaderAsync(cancellationToken);
        await first.SignalAsync("TERM");
        await first.WaitUntilGoneAsync(cancellationToken);
        Assert.That(first.Log, Does.Contain("Agent stopped"));
        await _fleet.WaitForLeaderAsync(cancellationToken, other: first, limit: TimeSpan.FromSeconds(10));
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task ApiServer_IsRestarted_AgentsGoOnByThemselves(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.ControlPlane.RestartApiServerAsync(cancellationToken);
        await RecoversAsync(cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task KeysOfTheCluster_AreRenewed_AgentsReadTokensAndAuthoritiesAnew(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.ControlPlane.RenewKeysAsync(cancellationToken);
        foreach (var agent in _fleet.Agents)
        {
            await Eventually.IsTrueAsync(
                async () => (await agent.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken)).Contains("code=\"401\"", StringComparison.Ordinal),
                () => $"{agent.Node} trusts the new authority, and its old token is refused:\n{agent.Log}",
                cancellationToken);
        }

        await _fleet.RenewTokensAsync();
        await RecoversAsync(cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Etcd_DoesNotAnswerForAMinute_NothingWrongIsSaid_AndAllRecovers(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.ControlPlane.HaltEtcdAsync(halt: true);
        var until = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(until) < TimeSpan.FromMinutes(1))
        {
            foreach (var agent in _fleet.Agents)
            {
                Assert.That(await agent.Http.GetStringAsync(new Uri("livez", UriKind.Relative), cancellationToken), Is.EqualTo("ok\n"));
                Assert.That(await agent.MetricAsync("clusterprobe_ready{profile=\"ci\",status=\"false\"}", cancellationToken), Is.Null.Or.EqualTo(0), "an outage is not a verdict");
            }

            // Nothing is waited for: these are looks at an outage that lasts a minute.
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }

        await _fleet.ControlPlane.HaltEtcdAsync(halt: false);
        await RecoversAsync(cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Permission_IsTakenAwayAndGivenBack_ItIsNamed_AndNothingIsGuessed(CancellationToken cancellationToken)
    {
        const string Role = "/apis/rbac.authorization.k8s.io/v1/clusterroles/clusterprobe-agent";
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        var rules = (await _fleet.GetAsync(Role, cancellationToken))!["rules"]!.AsArray();
        var without = new JsonArray([.. rules.Where(rule => !rule!["resources"]!.AsArray().Any(resource => $"{resource}" == "nodes")).Select(rule => rule!.DeepClone())]);
        Assert.That(without, Has.Count.LessThan(rules.Count));
        await _fleet.ControlPlane.PatchAsync(Role, new JsonObject { ["rules"] = without }, cancellationToken);
        await _fleet.WaitForAsync("ci", "Unknown NotPermitted", cancellationToken);
        Assert.That((await _fleet.StatusAsync("ci", cancellationToken))!["findings"]!.ToJsonString(), Does.Contain("list nodes"));

        await _fleet.ControlPlane.PatchAsync(Role, new JsonObject { ["rules"] = rules.DeepClone() }, cancellationToken);
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Guard_IsRemoved_AdmissionIsNotProbed_AndTheReportSaysSo(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.ControlPlane.DeleteAsync("/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/clusterprobe-dry-run-only", cancellationToken);
        await _fleet.WaitForAsync("ci", "Unknown NotConfigured", cancellationToken);
        var status = await _fleet.StatusAsync("ci", cancellationToken);
        Assert.Multiple(() =>
        {
            Assert.That(status!["findings"]!.ToJsonString(), Does.Contain("clusterprobe-dry-run-only"));
            Assert.That(status["admission"]!.AsArray().Select(answer => $"{answer!["outcome"]}"), Is.All.EqualTo("unknown"));
        });
        var leader = await _fleet.WaitForLeaderAsync(cancellationToken);
        Assert.That(await leader.MetricAsync("clusterprobe_dry_run_guard ", cancellationToken), Is.Zero);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task ApiServer_RefusesForLoad_TheLeaderWaitsAsToldAndRecovers(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.ControlPlane.ApplyAsync(Throttle(shares: 0), cancellationToken);
        var leader = await _fleet.WaitForLeaderAsync(cancellationToken);
        await Eventually.IsTrueAsync(
            async () => (await leader.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken)).Contains("code=\"429\"", StringComparison.Ordinal),
            () => $"the API server refuses for load:\n{leader.Log}",
            cancellationToken);
        Assert.That(await _fleet.ReadyAsync("ci", cancellationToken), Does.Not.StartWith("False"));

        await _fleet.ControlPlane.DeleteAsync("/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/throttle-agents", cancellationToken);
        await RecoversAsync(cancellationToken);
    }

    /// <summary>No agent has been restarted, somebody leads, and what changes is seen.</summary>
    private async Task RecoversAsync(CancellationToken cancellationToken)
    {
        await _fleet.WaitForLeaderAsync(cancellationToken, limit: TimeSpan.FromSeconds(60));
        await _fleet.EnforceAsync("baseline");
        await _fleet.WaitForAsync("ci", "False", cancellationToken);
        await _fleet.EnforceAsync(null);
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        Assert.That(_fleet.Agents.Select(agent => agent.IsRunning), Is.All.True);
    }

    /// <summary>A priority level without seats for the agents' requests: API priority and fairness answers 429 with Retry-After.</summary>
    private static string Throttle(int shares) => $$$"""
        apiVersion: flowcontrol.apiserver.k8s.io/v1
        kind: PriorityLevelConfiguration
        metadata: {name: throttle-agents}
        spec:
          type: Limited
          limited: {nominalConcurrencyShares: {{{shares}}}, lendablePercent: 0, borrowingLimitPercent: 0, limitResponse: {type: Reject}}
        ---
        apiVersion: flowcontrol.apiserver.k8s.io/v1
        kind: FlowSchema
        metadata: {name: throttle-agents}
        spec:
          priorityLevelConfiguration: {name: throttle-agents}
          matchingPrecedence: 2
          rules:
          - subjects: [{kind: ServiceAccount, serviceAccount: {name: clusterprobe-agent, namespace: clusterprobe}}]
            resourceRules: [{verbs: [list], apiGroups: [""], resources: [nodes, pods], clusterScope: true, namespaces: ["*"]}]
        """;
}
