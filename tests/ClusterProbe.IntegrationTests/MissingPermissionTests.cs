using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Readiness;
using ClusterProbe.IntegrationTests.Mesh;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests;

/// <summary>Users who lack each of the declared permissions in turn: the checks that need it say so, and all others keep their verdict.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class MissingPermissionTests
{
    private ControlPlane _controlPlane = null!;
    private Profile _profile = null!;
    private string _namespace = "";
    private ImmutableArray<Finding> _baseline = [];

    private IAsyncDisposable? _injector;

    private static IEnumerable<Permission> Declared => FactCollection.Collectors.SelectMany(collector => collector.Permissions).Distinct();

    [OneTimeSetUp]
    public async Task ArrangeAsync()
    {
        _controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None);
        await _controlPlane.InstallDefinitionsAsync("istio.yaml");
        await _controlPlane.InstallDefinitionsAsync("karpenter.yaml");
        await ReportNodeAsync();
        var mesh = new MeshCluster(_controlPlane);
        await mesh.CreateControlPlaneAsync(ready: true);
        await mesh.CreateDelegateAsync(sidecar: true);
        _namespace = await _controlPlane.CreateNamespaceAsync("build");
        _injector = await mesh.InjectSidecarsAsync(_namespace);
        await _controlPlane.CreateNodeAsync(JsonNode.Parse("""
            {"metadata":{"name":"node","labels":{"kubernetes.io/os":"linux","kubernetes.io/arch":"amd64"}},"status":{"allocatable":{"cpu":"8","memory":"32Gi","pods":"110"}}}
            """)!.AsObject());
        await mesh.SetMutualTlsAsync(_namespace, "STRICT");
        await mesh.CoverBuildPodsAsync(_namespace);
        await _controlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: quota, namespace: "{{_namespace}}" }
            spec: {hard: {pods: "100"} }
            ---
            apiVersion: v1
            kind: LimitRange
            metadata: {name: range, namespace: "{{_namespace}}" }
            spec: {limits: [{type: Container, max: {cpu: "100"} }]}
            """);
        await _controlPlane.PatchAsync($"/api/v1/namespaces/{_namespace}/resourcequotas/quota/status", JsonNode.Parse("""
            {"status":{"hard":{"pods":"100"},"used":{"pods":"1"}}}
            """)!);
        _profile = BuiltInProfiles.For(CiSystem.Harness) with
        {
            BuildNamespaces = [_namespace],
            CiIdentity = new ServiceAccountReference(_namespace, "default"),
            Harness = new HarnessSettings("AbC-123"),
        };
        _baseline = Evaluate(await CollectAsync(_controlPlane.WithToken(_controlPlane.AdminToken)));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_injector is not null) await _injector.DisposeAsync();
        if (_controlPlane is not null) await _controlPlane.DisposeAsync();
    }

    [Test]
    public async Task User_WithAllDeclaredPermissions_LearnsWhatTheAdministratorLearns()
    {
        var user = await _controlPlane.CreateUserAsync("complete", _namespace, [.. Declared]);
        var findings = Evaluate(await CollectAsync(user));
        Assert.That(findings.Select(Verdict), Is.EqualTo(_baseline.Select(Verdict)));
        Assert.That(findings.Where(finding => finding.Status == FindingStatus.Error).Select(finding => finding.Message), Is.Empty);
    }

    [Test]
    public void Report_OfANode_IsFolded()
        => Assert.That(
            _baseline.Where(finding => finding.Code is "CP7005" or "CP7101" or "CP7102").Select(finding => $"{finding.Code} {finding.Status}: {finding.Message}"),
            Is.EqualTo(new[]
            {
                "CP7005 Warn: 0 of 1 nodes pass; 1 warns (node): The pod network's MTU is 1450, and Docker inside of a pod uses 1500: small requests work, TLS handshakes and downloads hang.",
                "CP7101 Pass: The one node reports.",
                "CP7102 Pass: One node reports.",
            }));

    [TestCaseSource(nameof(Names))]
    public async Task User_WithoutOnePermission_LosesOnlyWhatNeedsIt(string missing)
    {
        var user = await _controlPlane.CreateUserAsync($"without-{Guid.NewGuid():N}", _namespace, [.. Declared.Where(permission => permission.ToString() != missing)]);
        var facts = await CollectAsync(user);
        var findings = Evaluate(facts);
        var needing = CheckRegistry.All.Where(check => FactCollection.PermissionsOf(check).Any(permission => permission.ToString() == missing)).Select(check => check.Code).ToHashSet();
        var changed = findings.Where(finding => !_baseline.Select(Verdict).Contains(Verdict(finding))).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(changed.Select(finding => finding.Code), Is.SubsetOf(needing));
            Assert.That(changed.Where(IsOtherVerdict).Select(Verdict), Is.Empty, "what is not known is neither pass nor fail");
            Assert.That(findings.Select(finding => finding.Code).Distinct(), Is.EqualTo(_baseline.Select(finding => finding.Code).Distinct()));
            Assert.That(MissingPermissions.In(facts, _profile), Does.Contain(missing), "the facts say what is missing");
        });
    }

    /// <summary>The agents' resource, as little of it as lists need, and the report of the one node.</summary>
    private async Task ReportNodeAsync()
    {
        await _controlPlane.ApplyAsync("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: nodereadinesses.clusterprobe.io}
            spec:
              group: clusterprobe.io
              scope: Cluster
              names: {plural: nodereadinesses, singular: nodereadiness, kind: NodeReadiness, listKind: NodeReadinessList}
              versions:
              - name: v1alpha1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true} }
            """);
        (await _controlPlane.KubectlAsync(["wait", "--for=condition=Established", "--timeout=30s", "crd/nodereadinesses.clusterprobe.io"])).EnsureSuccess();
        var facts = new NodeFacts { CollectedAt = DateTimeOffset.UtcNow, Mtu = Reading.Known("/sys/class/net/eth0/mtu", 1450L) };
        var findings = CheckEngine.EvaluateNode(CheckRegistry.All.OfType<NodeCheck>(), facts, Subject.ForNode("node"));
        var status = NodeReadinessStatusFactory.Create(findings, facts, "test", TimeSpan.FromHours(1));
        await _controlPlane.CreateAsync("/apis/clusterprobe.io/v1alpha1/nodereadinesses", new JsonObject
        {
            ["apiVersion"] = "clusterprobe.io/v1alpha1",
            ["kind"] = "NodeReadiness",
            ["metadata"] = new JsonObject { ["name"] = "node" },
            ["status"] = JsonSerializer.SerializeToNode(status, ReadinessContext.Default.NodeReadinessStatus),
        });
    }

    private static IEnumerable<string> Names => Declared.Select(permission => permission.ToString()).Distinct();

    private static string Verdict(Finding finding) => $"{finding.Code} {finding.Subject} {finding.Status} {finding.Reason}";

    /// <summary>The same status for another reason is the same verdict, with a reservation.</summary>
    private bool IsOtherVerdict(Finding finding)
        => finding.Status != FindingStatus.Error
            && !_baseline.Any(before => (before.Code, before.Subject, before.Status) == (finding.Code, finding.Subject, finding.Status));

    private ImmutableArray<Finding> Evaluate(ClusterFacts facts) => CheckEngine.Evaluate(CheckRegistry.All, new CheckContext(facts, _profile, facts.CollectedAt)).Findings;

    private Task<ClusterFacts> CollectAsync(ClusterConnection connection) => new FactCollection(TimeProvider.System).CollectAsync(
        ControlPlane.CreateApiClient(connection), _profile, Enum.GetValues<FactKind>(), "test", TimeSpan.FromSeconds(60), null, CancellationToken.None);
}
