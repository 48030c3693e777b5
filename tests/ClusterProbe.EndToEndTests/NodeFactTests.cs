using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

/// <summary>What agents read inside a restricted pod, compared with what their nodes say.</summary>
[Category("EndToEnd")]
[NonParallelizable]
internal sealed class NodeFactTests
{
    [TestCase("kernel", "cat /proc/sys/kernel/osrelease")]
    [TestCase("inotify-instances", "cat /proc/sys/fs/inotify/max_user_instances")]
    [TestCase("inotify-watches", "cat /proc/sys/fs/inotify/max_user_watches")]
    [TestCase("max-map-count", "cat /proc/sys/vm/max_map_count")]
    [TestCase("architecture", "case $(uname -m) in x86_64) echo amd64 ;; aarch64) echo arm64 ;; esac")]
    [TestCase("overlay", "grep -qw overlay /proc/filesystems && echo supported")]
    [TestCase("cgroup", "if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo v2; else awk -F: '$1 == 0 { h = 1 } END { print h ? \"hybrid\" : \"v1\" }' /proc/self/cgroup; fi")]
    public async Task Fact_IsTheNodesOwn(string fact, string command)
    {
        foreach (var pod in await Kubectl.AgentPodsAsync())
        {
            var report = await ReportAsync(pod.Node);
            Assert.That($"{report["status"]!["facts"]![fact]}", Is.EqualTo(await NodeContainer.ShellAsync(pod.Node, command)), pod.Node);
        }
    }

    [Test]
    public async Task Mtu_IsThatOfThePodsInterface()
    {
        foreach (var pod in await Kubectl.AgentPodsAsync())
        {
            var process = await AgentProcess.OnAsync(pod.Node);
            var truth = await NodeContainer.ShellAsync(pod.Node, $"nsenter -t {process.Pid} -n ip -o link show eth0 | sed 's/.* mtu \\([0-9]*\\).*/\\1/'");
            Assert.That($"{(await ReportAsync(pod.Node))["status"]!["facts"]!["mtu"]}", Is.EqualTo(truth), pod.Node);
        }
    }

    [Test]
    public async Task Report_BelongsToItsNode()
    {
        foreach (var pod in await Kubectl.AgentPodsAsync())
        {
            var owner = (await ReportAsync(pod.Node))["metadata"]!["ownerReferences"]![0]!;
            var node = await Kubectl.GetAsync("node", pod.Node);
            Assert.That($"{owner["kind"]} {owner["uid"]}", Is.EqualTo($"Node {node["metadata"]!["uid"]}"));
        }
    }

    private static Task<System.Text.Json.Nodes.JsonNode> ReportAsync(string node)
        => Eventually.GetAsync(TimeSpan.FromMinutes(1), $"nodereadiness {node}", () => Kubectl.FindAsync("nodereadiness", node));
}
