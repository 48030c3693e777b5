using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

[Category("EndToEnd")]
[NonParallelizable]
internal sealed class UninstallTests
{
    [Test]
    public async Task Delete_LeavesNothing_AndApplyInstallsAgain()
    {
        await Kubectl.OutputAsync("delete", "-f", Manifests.Install, "--timeout", "120s");
        var kinds = (await Kubectl.OutputAsync("api-resources", "--verbs=list", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rest = await Kubectl.OutputAsync(["get", string.Join(',', kinds.Where(kind => !kind.StartsWith("events", StringComparison.Ordinal))), "-A", "-o", "name", "--ignore-not-found"]);
        Assert.That(rest.Split('\n').Where(line => line.Contains("clusterprobe", StringComparison.Ordinal)), Is.Empty);
        await InstalledAgents.ApplyAsync();
    }
}
