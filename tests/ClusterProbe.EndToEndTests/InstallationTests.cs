using System.Text.Json.Nodes;
using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

[Category("EndToEnd")]
[NonParallelizable]
internal sealed class InstallationTests
{
    [Test]
    public async Task DaemonSet_IsReadyOnEveryNode()
    {
        var status = (await Kubectl.GetAsync("daemonset", "clusterprobe-agent", "-n", Kubectl.Namespace))["status"]!;
        var nodes = (await Kubectl.GetAsync("nodes"))["items"]!.AsArray();
        Assert.That((int)status["numberReady"]!, Is.EqualTo(nodes.Count), "control-plane nodes as well");
    }

    [Test]
    public async Task Process_RunsWithoutAnyPrivilege()
    {
        var pods = await Kubectl.AgentPodsAsync();
        var process = await AgentProcess.OnAsync(pods[0].Node);
        Assert.Multiple(async () =>
        {
            Assert.That(await process.StatusAsync("Uid"), Is.EqualTo("65532"));
            Assert.That(await process.StatusAsync("CapEff"), Is.EqualTo("0000000000000000"));
            Assert.That(await process.StatusAsync("CapBnd"), Is.EqualTo("0000000000000000"));
            Assert.That(await process.StatusAsync("NoNewPrivs"), Is.EqualTo("1"));
            Assert.That(await process.StatusAsync("Seccomp"), Is.EqualTo("2"), "a filter is in force");
        });
    }

    [Test]
    public async Task Namespace_RefusesPodsWithMorePrivilege()
    {
        var answer = await Kubectl.RunAsync("run", "privileged", "-n", Kubectl.Namespace, "--image", "none", "--privileged", "--dry-run=server");
        Assert.That(answer.Errors, Does.Contain("violates PodSecurity \"restricted:latest\""));
    }

    [Test]
    public async Task DefaultProfile_IsThereAndEvaluated()
        => await Eventually.IsTrueAsync(
            TimeSpan.FromMinutes(2),
            "clusterreadiness ci has a Ready condition",
            async () => (await Kubectl.FindAsync("clusterreadiness", "ci"))?["status"]?["conditions"] is JsonArray { Count: > 0 });

    [TestCase("metrics", "clusterprobe_build_info")]
    [TestCase("report.json", "\"conditions\"")]
    [TestCase("report.md", "# ")]
    [TestCase("", "<html")]
    public async Task Service_ShowsWhatWasFound(string path, string expected)
        => Assert.That(
            await Kubectl.OutputAsync("get", "--raw", $"/api/v1/namespaces/{Kubectl.Namespace}/services/clusterprobe:http/proxy/{path}"),
            Does.Contain(expected));

    [Test]
    public async Task Columns_TellTheVerdict()
    {
        await Kubectl.OutputAsync("wait", "--for=jsonpath={.status.lastCheckedAt}", "clusterreadiness/ci", "--timeout", "120s");
        var table = await Kubectl.OutputAsync("get", "clusterreadiness");
        Assert.That(table.Split('\n')[0], Does.Contain("READY").And.Contain("REASON").And.Contain("NODES"), table);
        var nodes = await Kubectl.OutputAsync("get", "nodereadiness");
        Assert.That(nodes.Split('\n')[0], Does.Contain("READY"), nodes);
    }
}
