using System.Net;
using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>Agents as they are installed, in processes of their own, on a real API server and in fair weather.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class AgentTests
{
    private AgentFleet _fleet = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _fleet = await AgentFleet.StartAsync(3, CancellationToken.None);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_fleet is not null) await _fleet.DisposeAsync();
    }

    /// <summary>Who waits to lead looks the less often the more wait: nodes without an agent must not make a few agents slow.</summary>
    [Test]
    [CancelAfter(240_000)]
    public async Task Lease_TellsHowManyAgentsThereAre_NotHowManyNodes(CancellationToken cancellationToken)
    {
        await using var fleet = await AgentFleet.StartAsync(1, cancellationToken);
        for (var index = 1; index < 6; index++) await fleet.AddNodeAsync($"node-{index}", cancellationToken);
        await Eventually.IsTrueAsync(async () => $"{(await fleet.StatusAsync("ci", cancellationToken))?["nodes"]?["summary"]}" == "1/6", "one of six nodes reports", cancellationToken);
        var lease = "";
        await Eventually.IsTrueAsync(
            async () => (lease = $"{await fleet.GetAsync("/apis/coordination.k8s.io/v1/namespaces/clusterprobe/leases/clusterprobe-leader", cancellationToken)}").Contains("\"clusterprobe.io/agents\": \"1\"", StringComparison.Ordinal),
            () => $"the Lease tells of one agent: {lease}",
            cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Leader_AProblemComesAndGoes_StatusEventsMetricsAndReportFollow(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.EnforceAsync("baseline");
        await _fleet.WaitForAsync("ci", "False", cancellationToken);
        var leader = await _fleet.WaitForLeaderAsync(cancellationToken);
        var status = await _fleet.StatusAsync("ci", cancellationToken);
        Assert.Multiple(() =>
        {
            Assert.That(status!["findings"]![0]!["code"]!.GetValue<string>(), Is.EqualTo("CP1002"));
            Assert.That(status["findings"]![0]!["evidence"]!.ToJsonString(), Does.Contain("violates PodSecurity"));
            Assert.That(status["transitions"]![0]!["to"]!.GetValue<string>(), Is.EqualTo("False"));
        });
        Assert.That(await leader.MetricAsync("clusterprobe_ready{profile=\"ci\",status=\"false\"}", cancellationToken), Is.EqualTo(1));
        Assert.That(await leader.MetricAsync("clusterprobe_finding{profile=\"ci\",check=\"CP1002\",status=\"fail\"", cancellationToken), Is.EqualTo(1));
        foreach (var agent in _fleet.Agents)
        {
            var pathAndText = new Dictionary<string, string> { [""] = "CP1002", ["report.md"] = "CP1002", ["report.json"] = "CP1002" };
            foreach (var (path, text) in pathAndText)
            {
                await Eventually.IsTrueAsync(
                    async () => (await agent.Http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken)).Contains(text, StringComparison.Ordinal),
                    $"the report of {agent.Node} at /{path} shows what the leader found",
                    cancellationToken);
            }
        }

        await _fleet.EnforceAsync(null);
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        var events = (await _fleet.GetAsync("/apis/events.k8s.io/v1/namespaces/default/events", cancellationToken))!["items"]!.AsArray().Where(item => $"{item!["regarding"]!["name"]}" == "ci").ToList();
        Assert.That(events.Select(item => $"{item!["type"]}"), Does.Contain("Warning").And.Contain("Normal"));
        await Eventually.IsTrueAsync(
            async () => await leader.MetricAsync("clusterprobe_finding{profile=\"ci\",check=\"CP1002\"", cancellationToken) is null, "the series of a finding goes with it", cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Agents_EachNode_ReportsIntoItsOwnObject(CancellationToken cancellationToken)
    {
        foreach (var agent in _fleet.Agents)
        {
            JsonNode? report = null;
            await Eventually.IsTrueAsync(
                async () => (report = await _fleet.GetAsync($"/apis/clusterprobe.io/v1alpha1/nodereadinesses/{agent.Node}", cancellationToken)) is not null, $"{agent.Node} reports", cancellationToken);
            Assert.That($"{report!["metadata"]!["ownerReferences"]![0]!["name"]}", Is.EqualTo(agent.Node));
            Assert.That($"{report["status"]!["facts"]!["kernel"]}", Is.Not.Empty);
        }

        await Eventually.IsTrueAsync(
            async () => $"{(await _fleet.StatusAsync("ci", cancellationToken))?["nodes"]?["summary"]}" == "3/3", "the leader sees all three nodes report", cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Leader_AnInvalidSpec_SaysWhichFieldIsWrong_AndAnEditIsSeenWithinSeconds(CancellationToken cancellationToken)
    {
        await _fleet.ControlPlane.ApplyAsync($$"""
            apiVersion: clusterprobe.io/v1alpha1
            kind: ClusterReadiness
            metadata: {name: edited}
            spec:
              ciSystem: tekton
              buildNamespaces: [{{_fleet.Namespace}}]
              waivers: [{code: CP9999, reason: a test, owner: nobody}]
            """, cancellationToken);
        await _fleet.WaitForAsync("edited", "Unknown InvalidSpec", cancellationToken);
        var message = $"{(await _fleet.StatusAsync("edited", cancellationToken))!["conditions"]![0]!["message"]}";
        Assert.That(message, Does.Contain("waivers[0].code"));

        await _fleet.WriteProfileAsync("edited");
        await _fleet.WaitForAsync("edited", "True", cancellationToken);
        await _fleet.ControlPlane.DeleteAsync("/apis/clusterprobe.io/v1alpha1/clusterreadinesses/edited", cancellationToken);
        var leader = await _fleet.WaitForLeaderAsync(cancellationToken);
        await Eventually.IsTrueAsync(
            async () => await leader.MetricAsync("clusterprobe_ready{profile=\"edited\"", cancellationToken) is null, "the series of a deleted profile are gone", cancellationToken);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Kubectl_Wait_BlocksUntilReady(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        await _fleet.EnforceAsync("restricted");
        await _fleet.WaitForAsync("ci", "False", cancellationToken);
        var waiting = _fleet.ControlPlane.KubectlAsync(["wait", "--for=condition=Ready", "--timeout=50s", "clusterreadiness/ci"], cancellationToken: cancellationToken);
        Assert.That(waiting.IsCompleted, Is.False);
        await _fleet.EnforceAsync(null);
        (await waiting).EnsureSuccess();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Endpoints_Health_MethodsAndUnknownPaths(CancellationToken cancellationToken)
    {
        var http = _fleet.Agents[0].Http;
        Assert.That(await http.GetStringAsync(new Uri("livez", UriKind.Relative), cancellationToken), Is.EqualTo("ok\n"));
        Assert.That(await http.GetStringAsync(new Uri("readyz", UriKind.Relative), cancellationToken), Is.EqualTo("ok\n"));
        using var missing = await http.GetAsync(new Uri("nope", UriKind.Relative), cancellationToken);
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var posted = await http.PostAsync(new Uri("metrics", UriKind.Relative), null, cancellationToken);
        Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        using var page = await http.GetAsync(new Uri("", UriKind.Relative), cancellationToken);
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("", UriKind.Relative)) { Headers = { { "If-None-Match", page.Headers.ETag!.ToString() } } };
        using var unchanged = await http.SendAsync(again, cancellationToken);
        Assert.That(unchanged.StatusCode, Is.AnyOf(HttpStatusCode.NotModified, HttpStatusCode.OK));
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Metrics_OfEveryAgent_AreFewAndDocumented(CancellationToken cancellationToken)
    {
        await _fleet.WaitForAsync("ci", "True", cancellationToken);
        foreach (var agent in _fleet.Agents)
        {
            var text = await agent.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken);
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var series = lines.Where(line => line[0] != '#').ToList();
            var names = series.Select(line => line.Split('{', ' ')[0]).Distinct().ToList();
            Assert.That(series, Has.Count.LessThanOrEqualTo(200), $"{agent.Node}:\n{text}");
            foreach (var name in names) Assert.That(lines, Has.Some.StartsWith($"# HELP {name} "));
            Assert.That(names, Does.Contain("process_resident_memory_bytes").Or.Contain("process_working_set_bytes"));
        }
    }

    [Test]
    public void Logs_AreOneJsonObjectALine_WithoutSecrets()
    {
        foreach (var agent in _fleet.Agents)
        {
            var lines = agent.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.That(lines, Is.Not.Empty);
            foreach (var line in lines) Assert.That(JsonNode.Parse(line)!["Message"], Is.Not.Null, line);
            Assert.That(agent.Log, Does.Not.Contain("eyJ"), "a token in the log");
        }
    }
}
