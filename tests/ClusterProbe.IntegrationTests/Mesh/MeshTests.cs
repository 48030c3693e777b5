using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.IntegrationTests.Mesh;

/// <summary>Istio's definitions, policies and Services on a real API server: what is read there leads to the right verdict, and fixes fix.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class MeshTests
{
    private const string Policies = "apis/security.istio.io/v1";

    private ControlPlane _controlPlane = null!;
    private MeshCluster _cluster = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None);
        _cluster = new MeshCluster(_controlPlane);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task Installation_StepByStep_IsToldApart()
    {
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None);
        var cluster = new MeshCluster(controlPlane);
        var build = await controlPlane.CreateNamespaceAsync("build");
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3001"), Is.EqualTo("Pass NoMesh"));

        await controlPlane.InstallDefinitionsAsync("istio.yaml");
        var leftover = await cluster.CheckAsync(build);
        Assert.That((Outcome(leftover, "CP3001"), Outcome(leftover, "CP3002")), Is.EqualTo(("Warn LeftoverDefinitions", "Skip NoMesh")));

        await cluster.CreateControlPlaneAsync(ready: false);
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3001"), Is.EqualTo("Warn ControlPlaneNotReady"));

        await cluster.CreateControlPlaneAsync(ready: true);
        var installed = await cluster.CheckAsync(build);
        Assert.That((Outcome(installed, "CP3001"), Outcome(installed, "CP3002")), Is.EqualTo(("Pass Installed", "Pass NoProxyEnforces")));
        Assert.That(installed["CP3001"].Evidence, Has.Some.Contains("version 1.31.4"));
    }

    [TestCase(true, "NoHeadlessService", "MutualTls")]
    [TestCase(false, "CallerOutsideMesh", "Accepted")]
    public async Task Fix_ForStrictBuildPods_TurnsTheCheckToPass(bool delegateInMesh, string before, string after)
    {
        await RequireIstioAsync();
        var build = await _controlPlane.CreateNamespaceAsync("build");
        await using var injector = await _cluster.InjectSidecarsAsync(build);
        var delegatePod = await _cluster.CreateDelegateAsync(delegateInMesh);
        await _cluster.SetMutualTlsAsync(build, "STRICT");

        var broken = (await _cluster.CheckAsync(build))["CP3002"];
        Assert.That((broken.Status, broken.Reason), Is.EqualTo((FindingStatus.Fail, before)), broken.Message);
        await _controlPlane.ApplyAsync(broken.Remediation!.Manifest!);
        var repaired = (await _cluster.CheckAsync(build))["CP3002"];
        await _controlPlane.DeleteAsync(delegatePod);

        Assert.That((repaired.Status, repaired.Reason), Is.EqualTo((FindingStatus.Pass, after)), repaired.Message);
    }

    [Test]
    public async Task Fix_ForAServiceThatHidesPodsThatAreNotReady_TurnsTheCheckToPass()
    {
        await RequireIstioAsync();
        var build = await _controlPlane.CreateNamespaceAsync("build");
        await using var injector = await _cluster.InjectSidecarsAsync(build);
        var delegatePod = await _cluster.CreateDelegateAsync(sidecar: true);
        await _cluster.SetMutualTlsAsync(build, "STRICT");
        await _controlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: Service
            metadata: {name: harness-build-pods, namespace: "{{build}}" }
            spec: {clusterIP: None, selector: {accountID: AbC-123}, ports: [{port: 20001, name: tcp-le}, {port: 9000, name: other}]}
            """);

        var hidden = (await _cluster.CheckAsync(build))["CP3002"];
        Assert.That(hidden.Reason, Is.EqualTo("NotReadyPodsHidden"), hidden.Message);
        await _controlPlane.ApplyAsync(hidden.Remediation!.Manifest!);
        var repaired = (await _cluster.CheckAsync(build))["CP3002"];
        await _controlPlane.DeleteAsync(delegatePod);

        Assert.That(repaired.Status, Is.EqualTo(FindingStatus.Pass), repaired.Message);
    }

    [Test]
    public async Task Verdict_WithWhatTheCallersProxyKnows_FollowsItStepByStep()
    {
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None);
        var cluster = new MeshCluster(controlPlane);
        await controlPlane.InstallDefinitionsAsync("istio.yaml");
        await cluster.CreateControlPlaneAsync(ready: true);
        var build = await controlPlane.CreateNamespaceAsync("build");
        await using var injector = await cluster.InjectSidecarsAsync(build);
        var delegates = (await cluster.CreateDelegateAsync(sidecar: true)).Split('/')[4];
        await cluster.SetMutualTlsAsync(build, "STRICT");
        await cluster.CoverBuildPodsAsync(build);
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3002"), Is.EqualTo("Pass MutualTls"));

        await controlPlane.ApplyAsync($$"""
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: "{{delegates}}" }
            spec: {egress: [{hosts: ["./*"]}]}
            """);
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3002"), Is.EqualTo("Fail NoHeadlessService"));

        await controlPlane.ApplyAsync($$"""
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: "{{delegates}}" }
            spec: {egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY } }
            """);
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3002"), Is.EqualTo("Fail NotInRegistry"));

        await controlPlane.ApplyAsync($$"""
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: pods, namespace: "{{delegates}}" }
            spec: {hosts: [pods.example], addresses: [10.0.0.0/8], ports: [{number: 20001, name: tcp, protocol: TCP}], resolution: NONE}
            """);
        await cluster.SetMutualTlsAsync(build, "PERMISSIVE");
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3002"), Is.EqualTo("Error Undecided"));

        await controlPlane.ApplyAsync($$"""
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: "{{delegates}}" }
            spec: {egress: [{hosts: ["{{build}}/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY } }
            """);
        await cluster.SetMutualTlsAsync(build, "STRICT");
        await controlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: "enableAutoMtls: false"}
            """);
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3002"), Is.EqualTo("Fail AutoMtlsOff"));

        await controlPlane.ApplyAsync($$"""
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: builds, namespace: "{{delegates}}" }
            spec: {host: "*.{{build}}.svc.cluster.local", workloadSelector: {matchLabels: {harness.io/name: delegate } }, trafficPolicy: {tls: {mode: ISTIO_MUTUAL } } }
            """);
        Assert.That(Outcome(await cluster.CheckAsync(build), "CP3002"), Is.EqualTo("Pass MutualTls"));
    }

    [Test]
    public async Task Mode_OfPoliciesOfTheSameSecond_IsThatOfTheFirstName()
    {
        await RequireIstioAsync();
        var build = await _controlPlane.CreateNamespaceAsync("build");
        await using var injector = await _cluster.InjectSidecarsAsync(build);
        foreach (var (name, mode) in new[] { ("w2", "DISABLE"), ("w10", "STRICT"), ("b", "PERMISSIVE") })
        {
            await _controlPlane.CreateAsync($"/{Policies}/namespaces/{build}/peerauthentications", JsonNode.Parse($$$"""
                {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"{{{name}}}"},
                 "spec":{"selector":{"matchLabels":{"accountID":"AbC-123"}},"mtls":{"mode":"{{{mode}}}"} } }
                """)!);
        }

        var stored = await _controlPlane.Admin.GetFromJsonAsync<JsonNode>($"{Policies}/namespaces/{build}/peerauthentications");
        var first = stored!["items"]!.AsArray()
            .OrderBy(item => item!["metadata"]!["creationTimestamp"]!.GetValue<string>(), StringComparer.Ordinal)
            .ThenBy(item => item!["metadata"]!["name"]!.GetValue<string>(), StringComparer.Ordinal)
            .First()!;
        var finding = (await _cluster.CheckAsync(build))["CP3002"];

        Assert.That(finding.Evidence, Has.Some.EqualTo(
            $"mutual TLS on port 20001: {first["spec"]!["mtls"]!["mode"]} by PeerAuthentication {build}/{first["metadata"]!["name"]}"));
    }

    [Test]
    public async Task RootNamespace_OfTheMeshConfiguration_IsWhereTheMeshPolicyIs()
    {
        await RequireIstioAsync();
        var build = await _controlPlane.CreateNamespaceAsync("build");
        var root = await _controlPlane.CreateNamespaceAsync("root");
        await using var injector = await _cluster.InjectSidecarsAsync(build);
        await _controlPlane.ApplyAsync($$"""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: mesh, namespace: "{{root}}" }
            spec: {mtls: {mode: STRICT } }
            """);
        var assumed = (await _cluster.CheckAsync(build))["CP3002"];
        await _controlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: "rootNamespace: {{root}}\ntrustDomain: cluster.local\n"}
            """);
        var read = (await _cluster.CheckAsync(build))["CP3002"];
        await _controlPlane.DeleteAsync("/api/v1/namespaces/istio-system/configmaps/istio");

        Assert.That((assumed.Reason, read.Reason), Is.EqualTo(("Accepted", "NoHeadlessService")));
        Assert.That(assumed.Evidence, Has.Some.StartsWith("the mesh's configuration is assumed to be the default, with root namespace istio-system"));
    }

    [Test]
    public async Task Findings_ForAUserWithoutPermissions_SayWhatIsMissing()
    {
        await RequireIstioAsync();
        var build = await _controlPlane.CreateNamespaceAsync("build");

        var findings = await _cluster.CheckAsync(build, _controlPlane.WithUser("nobody"));

        Assert.That(findings.Values.Where(finding => finding.Status != FindingStatus.Skip).Select(finding => (finding.Status, finding.Reason)), Is.All.EqualTo((FindingStatus.Error, "NotPermitted")));
        Assert.That(findings["CP3001"].Remediation?.Text, Does.Contain("Grant"));
    }

    private async Task RequireIstioAsync()
    {
        await _controlPlane.InstallDefinitionsAsync("istio.yaml");
        await _cluster.CreateControlPlaneAsync(ready: true);
    }

    private static string Outcome(IReadOnlyDictionary<string, Finding> findings, string code) => $"{findings[code].Status} {findings[code].Reason}";
}
