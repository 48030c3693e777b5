using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.IntegrationTests.Mesh;

namespace ClusterProbe.IntegrationTests;

/// <summary>Every fix that is printed fixes: applied to a real API server as it is, it turns its check to pass.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class ClosedLoopTests
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";

    private ControlPlane _controlPlane = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true }, CancellationToken.None);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_controlPlane is not null) await _controlPlane.DisposeAsync();
    }

    private static IEnumerable<Situation> Situations =>
    [
        new("Pod Security refuses", ["CP1001", "CP1002", "CP1003"], async (controlPlane, profile) => profile with
        {
            BuildNamespaces = [await controlPlane.CreateNamespaceAsync(labels: new Dictionary<string, string> { [Enforce] = "restricted" })],
            Require = [Capability.DockerInDocker, Capability.RootBuilds],
        }),
        new("no ServiceAccount for builds", ["CP1001", "CP1004", "CP6002"], async (controlPlane, profile) => profile with
        {
            BuildNamespaces = [await controlPlane.CreateNamespaceAsync()],
            BuildServiceAccount = "builder",
        }),
        new("no namespace", ["CP1001", "CP6001"], (_, profile) => Task.FromResult(profile with { BuildNamespaces = [$"missing-{Guid.NewGuid():N}"] })),
        new("the CI identity may do nothing", ["CP4001"], async (controlPlane, profile) => profile with
        {
            BuildNamespaces = [await controlPlane.CreateNamespaceAsync()],
            CiIdentity = new ServiceAccountReference(await controlPlane.CreateNamespaceAsync("delegate"), "default"),
        }),
        new("no CI identity", ["CP4002"], async (controlPlane, profile) => profile with
        {
            BuildNamespaces = [await controlPlane.CreateNamespaceAsync()],
            CiIdentity = new ServiceAccountReference(await controlPlane.CreateNamespaceAsync("delegate"), "nobody"),
        }),
        new("no namespace of the CI identity", ["CP4002"], async (controlPlane, profile) => profile with
        {
            BuildNamespaces = [await controlPlane.CreateNamespaceAsync()],
            CiIdentity = new ServiceAccountReference($"missing-{Guid.NewGuid():N}", "ci"),
        }),
        new("STRICT mutual TLS", ["CP3002"], async (controlPlane, profile) =>
        {
            await controlPlane.InstallDefinitionsAsync("istio.yaml");
            var mesh = new MeshCluster(controlPlane);
            await mesh.CreateControlPlaneAsync(ready: true);
            await mesh.CreateDelegateAsync(sidecar: true);
            var build = await controlPlane.CreateNamespaceAsync();
            await mesh.InjectSidecarsAsync(build);
            await controlPlane.ApplyAsync($$"""
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: default, namespace: "{{build}}" }
                spec: {mtls: {mode: STRICT } }
                """);
            return profile with { BuildNamespaces = [build] };
        }),
        new("a quota that is too small", ["CP5003"], (controlPlane, profile) => LimitAsync(controlPlane, profile, "ResourceQuota", """{hard: {requests.cpu: 1m, requests.memory: 1Mi}}""")),
        new("a quota that wants to be told", ["CP5003"], (controlPlane, profile) =>
            LimitAsync(controlPlane, profile with { Shapes = [new BuildShape { Name = "bare", Containers = [new ContainerShape { Name = "build", Image = "none" }] }] }, "ResourceQuota", """{hard: {limits.cpu: "100", limits.memory: 100Gi}}""")),
        new("a limit range that is too narrow", ["CP5009"], (controlPlane, profile) => LimitAsync(controlPlane, profile, "LimitRange", """{limits: [{type: Container, max: {cpu: 1m, memory: 1Mi}}]}""")),
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task Fix_Applied_TurnsTheCheckToPass(string code, Situation situation)
    {
        var profile = await situation.ArrangeAsync(_controlPlane, BuiltInProfiles.For(CiSystem.Harness) with { Harness = new HarnessSettings("AbC-123") });
        IReadOnlyList<Finding> findings = [];
        await Eventually.IsTrueAsync(
            async () => (findings = await _controlPlane.FindingsAsync(code, profile)).Any(HasFix),
            () => $"{code} prints a fix; it says: {Say(findings)}");
        foreach (var finding in findings.Where(HasFix)) await _controlPlane.ApplyAsync(finding.Remediation!.Manifest!);
        await Eventually.IsTrueAsync(
            async () => (findings = await _controlPlane.FindingsAsync(code, profile)).All(finding => finding.Status == FindingStatus.Pass),
            () => $"{code} passes; it says: {Say(findings)}");
    }

    [Test]
    public void Situations_CoverEveryCheckThatCanPrintAManifest()
        => Assert.That(Situations.SelectMany(situation => situation.Codes).Distinct(), Is.EquivalentTo(ManifestWriters.Codes));

    private static async Task<Profile> LimitAsync(ControlPlane controlPlane, Profile profile, string kind, string spec)
    {
        var build = await controlPlane.CreateNamespaceAsync();
        await controlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: {{kind}}
            metadata: {name: limit, namespace: "{{build}}" }
            spec: {{spec}}
            """);
        return profile with { BuildNamespaces = [build] };
    }

    private static IEnumerable<TestCaseData> Cases => Situations.SelectMany(situation => situation.Codes.Select(code => new TestCaseData(code, situation)));

    private static bool HasFix(Finding finding) => finding is { Status: FindingStatus.Fail or FindingStatus.Warn, Remediation.Manifest: not null };

    private static string Say(IEnumerable<Finding> findings)
        => string.Join("; ", findings.Select(finding => $"{finding.Status} {finding.Message} {string.Join("; ", finding.Evidence)} {finding.Remediation}"));

    internal sealed record Situation(string Name, string[] Codes, Func<ControlPlane, Profile, Task<Profile>> ArrangeAsync)
    {
        public override string ToString() => Name;
    }
}
