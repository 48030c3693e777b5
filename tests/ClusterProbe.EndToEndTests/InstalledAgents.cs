using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

/// <summary>Installs with the shipped manifests before the first test, and leaves nothing behind after the last.</summary>
[SetUpFixture]
internal sealed class InstalledAgents
{
    private bool _found;

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        _found = ClusterUnderTest.KubeConfig.Length > 0;
        await ApplyAsync();
    }

    [OneTimeTearDown]
    public async Task UninstallAsync()
    {
        if (_found) await Kubectl.RunAsync("delete", "-f", Manifests.Install, "--ignore-not-found", "--timeout", "120s");
    }

    /// <summary>Installs, and returns when every node's agent is ready.</summary>
    internal static async Task ApplyAsync()
    {
        await Kubectl.OutputAsync("apply", "-f", Manifests.Install);
        var rollout = await Kubectl.RunAsync("rollout", "status", "daemonset/clusterprobe-agent", "-n", Kubectl.Namespace, "--timeout", "180s");
        if (!rollout.Succeeded) Assert.Fail($"{rollout.Errors}{await Kubectl.DescribeAgentsAsync()}");
    }
}
