using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
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
        var mesh = new MeshCluster(_controlPlane);
        await mesh.CreateControlPlaneAsync(ready: true);
        await mesh.CreateDelegateAsync(sidecar: true);
        _namespace = await _controlPlane.CreateNamespaceAsync("build");
        _injector = await mesh.InjectSidecarsAsync(_namespace);
        await _controlPlane.CreateNodeAsync(JsonNode.Parse("""
            {"metadata":{"name":"node","labels":{"kubernetes.io/os":"linux","kubernetes.io/arch":"amd64"}},"status":{"allocatable":{"cpu":"8","memory":"32Gi","pods":"110"}}}
            """)!.AsObject());
        await _controlPlane.ApplyAsync($$"""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: "{{_namespace}}" }
            spec: {mtls: {mode: STRICT } }
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: builds, namespace: "{{_namespace}}" }
            spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {accountID: AbC-123}, ports: [{port: 20001}]}
            ---
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
            Assert.That(MissingIn(facts), Does.Contain(missing), "the facts say what is missing");
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

    /// <summary>The permissions that any unknown fact, at any depth, gives as its cause.</summary>
    private IEnumerable<string> MissingIn(ClusterFacts facts)
    {
        using var stream = new MemoryStream();
        new RecordedFacts(RecordedFacts.CurrentSchema, "test", _profile, facts).WriteAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        return Descendants(JsonNode.Parse(stream.ToArray())!)
            .Select(node => (node as JsonObject)?["missing"])
            .OfType<JsonObject>()
            .Select(node => new Permission($"{node["group"]}", $"{node["resource"]}", $"{node["verb"]}") { Subresource = $"{node["subresource"]}", Name = $"{node["name"]}" }.ToString());
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(field => field.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Descendants).Prepend(node);
    }
}
