using System.Text.Json.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.IntegrationTests.Admission;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests.Autoscaling;

/// <summary>What is said of autoscalers, from a real API server's answers. It has a control plane of its own: autoscalers are cluster-wide.</summary>
[Category("ControlPlane")]
internal sealed class AutoscalingTests
{
    [Test]
    public async Task Autoscalers_AreReadFromWhatTheyPublish()
    {
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None);
        Assert.That((await CheckAsync(controlPlane)).Status, Is.EqualTo(FindingStatus.Skip), "nothing there");
        Assert.That((await CheckAsync(controlPlane, controlPlane.WithUser("nobody"))).Reason, Is.EqualTo("NotPermitted"));

        await controlPlane.CreateAsync("/api/v1/namespaces/kube-system/configmaps", YamlJson.Read($$$"""
            metadata: {name: cluster-autoscaler-status}
            data:
              status: |
                time: {{{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss}}}.123456789 +0000 UTC
                autoscalerStatus: Running
                nodeGroups:
                - name: builds
                  health: {status: Healthy, cloudProviderTarget: 3, minSize: 0, maxSize: 5}
                  scaleUp: {status: Backoff, backoffInfo: {errorCode: QUOTA_EXCEEDED, errorMessage: no more CPUs}}
            """));
        var backoff = await CheckAsync(controlPlane);
        Assert.That((backoff.Status, backoff.Reason), Is.EqualTo((FindingStatus.Warn, "Backoff")));
        Assert.That(backoff.Message, Is.EqualTo("node group builds waits after a failed attempt to add nodes: QUOTA_EXCEEDED: no more CPUs. Nothing else adds nodes."));

        await controlPlane.InstallDefinitionsAsync("karpenter.yaml");
        await controlPlane.CreateAsync("/apis/karpenter.sh/v1/nodepools", NodePool("builds"));
        await controlPlane.PatchAsync(
            "/apis/karpenter.sh/v1/nodepools/builds/status",
            YamlJson.Read("{status: {resources: {cpu: 10, memory: 20Gi}, conditions: [{type: Ready, status: \"True\", reason: Ready, message: \"\", lastTransitionTime: \"2026-01-01T00:00:00Z\"}]}}"));
        var limited = await CheckAsync(controlPlane);
        Assert.That((limited.Status, limited.Evidence[^1]), Is.EqualTo((FindingStatus.Warn, "NodePool builds can't grow: its limit of cpu 10 is reached")));

        await controlPlane.PatchAsync("/apis/karpenter.sh/v1/nodepools/builds", YamlJson.Read("{spec: {limits: {cpu: 100}}}"));
        var growing = await CheckAsync(controlPlane);
        Assert.That(growing.Message, Does.EndWith("Nodes are still added by NodePool builds."));

        await controlPlane.DeleteAsync("/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status");
        Assert.That((await CheckAsync(controlPlane)).Status, Is.EqualTo(FindingStatus.Pass));
    }

    private static JsonObject NodePool(string name) => YamlJson.Read($$$"""
        apiVersion: karpenter.sh/v1
        kind: NodePool
        metadata: {name: {{{name}}}}
        spec:
          limits: {cpu: 10}
          template:
            spec:
              nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
              requirements: [{key: kubernetes.io/os, operator: In, values: [linux]}]
        """);

    private static async Task<Finding> CheckAsync(ControlPlane controlPlane, ClusterConnection? connection = null)
    {
        var check = CheckRegistry.All.Single(check => check.Code == "CP5007");
        var profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["default"] };
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            ControlPlane.CreateApiClient(connection ?? controlPlane.WithToken(controlPlane.AdminToken)),
            profile,
            check.Needs,
            "test",
            TimeSpan.FromSeconds(60),
            null,
            CancellationToken.None);
        return CheckEngine.Evaluate([check], new CheckContext(facts, profile, facts.CollectedAt)).Findings.Single();
    }
}
