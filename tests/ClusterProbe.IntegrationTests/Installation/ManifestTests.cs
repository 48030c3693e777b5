namespace ClusterProbe.IntegrationTests.Installation;

/// <summary>The manifests as kubectl and the API server read them.</summary>
[Category("ControlPlane")]
internal sealed class ManifestTests
{
    private static readonly string[] Overlays = [.. Directory.GetDirectories(Manifests.PathOf("overlays")).Select(folder => Path.GetFileName(folder)!).Order()];

    /// <summary>UPDATE_MANIFESTS=1 rewrites the file, for review as a diff.</summary>
    [Test]
    public async Task InstallFile_IsTheRenderedBase()
    {
        var controlPlane = await ControlPlane.Shared;
        var rendered = "# Rendered by: kubectl kustomize manifests/\n" + (await controlPlane.KubectlAsync(["kustomize", Manifests.PathOf("")])).EnsureSuccess();
        if (Environment.GetEnvironmentVariable("UPDATE_MANIFESTS") == "1") await File.WriteAllTextAsync(Manifests.Install, rendered);
        Assert.That(await File.ReadAllTextAsync(Manifests.Install), Is.EqualTo(rendered), "UPDATE_MANIFESTS=1 rewrites it");
    }

    [Test]
    public async Task InstallFile_OnAnEmptyCluster_AppliesAtOnceAndAgain_AndDeletesWhole()
    {
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true }, CancellationToken.None);
        (await controlPlane.KubectlAsync(["apply", "-f", Manifests.Install])).EnsureSuccess();
        var again = (await controlPlane.KubectlAsync(["apply", "-f", Manifests.Install])).EnsureSuccess();
        Assert.That(again.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.All.EndsWith(" unchanged"), again);
        (await controlPlane.KubectlAsync(["delete", "--timeout=60s", "-k", Manifests.PathOf("")])).EnsureSuccess();
        var left = await controlPlane.KubectlAsync(
            ["get", "clusterroles,clusterrolebindings,roles,rolebindings,crds,namespaces,validatingadmissionpolicies,validatingadmissionpolicybindings", "-A", "-o", "name"]);
        Assert.That(left.EnsureSuccess(), Does.Not.Contain("clusterprobe"));
    }

    [TestCaseSource(nameof(Overlays))]
    public async Task Overlay_IsAcceptedByTheApiServer(string overlay)
    {
        var controlPlane = await ControlPlane.Shared;
        if (overlay is "prometheus-operator" or "alerts") await controlPlane.InstallDefinitionsAsync("prometheus-operator.yaml");
        var rendered = (await controlPlane.KubectlAsync(["kustomize", Manifests.PathOf($"overlays/{overlay}")])).EnsureSuccess();

        // The API server has no namespace for a dry run to put objects into, so what belongs into one goes elsewhere.
        var @namespace = await controlPlane.CreateNamespaceAsync("overlay");
        var moved = rendered.Replace("  namespace: clusterprobe\n", $"  namespace: {@namespace}\n", StringComparison.Ordinal)
            .Replace("  namespace: ci-builds\n", $"  namespace: {@namespace}\n", StringComparison.Ordinal);
        var applied = (await controlPlane.KubectlAsync(["apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-"], moved)).EnsureSuccess();

        // Alerts and dashboards come beside an installation, all other overlays are one.
        Assert.That(applied, Does.Contain(overlay switch
        {
            "alerts" => "prometheusrule.monitoring.coreos.com/clusterprobe",
            "grafana" => "configmap/clusterprobe-dashboard-readiness",
            _ => "daemonset.apps/clusterprobe-agent",
        }));
    }
}
