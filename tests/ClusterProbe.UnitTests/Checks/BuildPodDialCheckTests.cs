using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Core.Profiles;
using ClusterProbe.UnitTests.Mesh;

namespace ClusterProbe.UnitTests.Checks;

internal sealed class BuildPodDialCheckTests
{
    private static readonly MeshScenario Strict = new();
    private static readonly MeshScenario Covered = Strict with { Services = [MeshScenario.Covering] };
    private static readonly UnknownCause Forbidden = new(UnknownReason.NotPermitted, "is forbidden");

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            yield return Case("strict without a headless Service", Strict, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("strict with one", Covered, FindingStatus.Pass, "MutualTls");
            yield return Case("strict with one in the delegate's namespace", Strict with { Services = [MeshScenario.Covering with { ClusterIP = "10.0.0.1" }] }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("strict with one that hides pods", Strict with { Services = [MeshScenario.Covering with { PublishNotReadyAddresses = false }] }, FindingStatus.Warn, "NotReadyPodsHidden");
            yield return Case("strict with one for HTTP", Strict with { Services = [MeshScenario.Covering with { Ports = [new("http", 20001)] }] }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("strict with one that the delegate does not see", Strict with { Services = [MeshScenario.Covering with { ExportTo = ["."] }] }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("strict with a pod without sidecar behind it", Strict with { Services = [MeshScenario.Covering with { Pods = Fact.Known(new SelectedPods(2, ["odd"])) }] }, FindingStatus.Fail, "EndpointWithoutProxy");
            yield return Case("permissive", Strict with { Policies = "root/default@1 PERMISSIVE" }, FindingStatus.Pass, "Accepted");
            yield return Case("permissive on the port", Strict with { Policies = "root/default@1 STRICT; build/w@2 [accountID=abc123] - {20001: PERMISSIVE}" }, FindingStatus.Pass, "Accepted");
            yield return Case("no policy", Strict with { Policies = "" }, FindingStatus.Pass, "Accepted");
            yield return Case("disabled on the port with a headless Service", Covered with { Policies = "build/w@2 [accountID=abc123] - {20001: DISABLE}" }, FindingStatus.Error, "MtlsToDisabledPort");
            yield return Case("strict workload under a disabled mesh", Covered with { Policies = "root/default@1 DISABLE; build/w@2 [accountID=abc123] STRICT" }, FindingStatus.Fail, "ClientInfersPlaintext");
            yield return Case("build pods outside the mesh", Strict with { Answer = MeshScenario.PlainPod }, FindingStatus.Pass, "NoProxyEnforces");
            yield return Case("delegate outside the mesh", Covered with { Callers = [new("d", "delegate-0", DataPlane.None)] }, FindingStatus.Fail, "CallerOutsideMesh");
            yield return Case("one of two delegates outside the mesh", Covered with { Callers = [.. Strict.Callers, new("d", "delegate-1", DataPlane.None)] }, FindingStatus.Fail, "CallerOutsideMesh");
            yield return Case("no delegate found, and it would fail either way", Strict with { Callers = [] }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("no delegate found, and it matters", Covered with { Callers = [] }, FindingStatus.Error, "Undecided");
            yield return Case("no delegate found, and plaintext is accepted", Strict with { Callers = [], Policies = "" }, FindingStatus.Pass, "Accepted");
            yield return Case("excluded inbound only", Strict with { Answer = WithAnnotation("excludeInboundPorts", "8080, 20001") }, FindingStatus.Warn, "PortBypassesProxy");
            yield return Case("excluded on both sides", Strict with { Answer = WithAnnotation("excludeInboundPorts", "20001"), Callers = [Excluding] }, FindingStatus.Pass, "PortBypassesProxy");
            yield return Case("excluded outbound only", Strict with { Callers = [Excluding] }, FindingStatus.Fail, "OneSidedExclusion");
            yield return Case("excluded inbound, and covered", Covered with { Answer = WithAnnotation("excludeInboundPorts", "20001") }, FindingStatus.Fail, "MtlsToPlainPort");
            yield return Case("not among the captured ports", Strict with { Answer = WithAnnotation("includeInboundPorts", "8080") }, FindingStatus.Warn, "PortBypassesProxy");
            yield return Case("a DestinationRule that disables TLS", Covered with { Mesh = WithRule(ClientTlsMode.Disable) }, FindingStatus.Fail, "DestinationRule");
            yield return Case("a DestinationRule for some clients, and which the delegate is", Covered with { Callers = [Labelled("app=delegate")], Mesh = WithRule(ClientTlsMode.Disable, "app=other") }, FindingStatus.Pass, "MutualTls");
            yield return Case("a DestinationRule for the delegate", Covered with { Callers = [Labelled("app=delegate")], Mesh = WithRule(ClientTlsMode.Disable, "app=delegate") }, FindingStatus.Fail, "DestinationRule");
            yield return Case("a DestinationRule for some clients, and the delegate's labels are not known", Covered with { Mesh = WithRule(ClientTlsMode.Disable, "app=delegate") }, FindingStatus.Error, "Undecided");
            yield return Case("a Sidecar that hides the Service", Covered with { Mesh = WithSidecar(new(["./*", "istio-system/*"])) }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("a Sidecar that shows the Service", Covered with { Mesh = WithSidecar(new(["build/*"])) }, FindingStatus.Pass, "MutualTls");
            yield return Case("a Sidecar that binds the Service to an address", Covered with { Mesh = WithSidecar(new(["*/*"]) { IsBound = true }) }, FindingStatus.Error, "Undecided");
            yield return Case("Sidecars not readable", Covered with { Mesh = mesh => mesh with { Sidecars = Fact.Unknown<SidecarConfigSet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
            yield return Case("Sidecars not readable, and it does not matter", Strict with { Policies = "", Mesh = mesh => mesh with { Sidecars = Fact.Unknown<SidecarConfigSet>(Forbidden) } }, FindingStatus.Pass, "Accepted");
            yield return Case("a registry without the pods", Strict with { Policies = "", Mesh = WithConfig(config => config with { RegistryOnly = true }) }, FindingStatus.Fail, "NotInRegistry");
            yield return Case("a registry with the pods", Covered with { Policies = "", Mesh = WithConfig(config => config with { RegistryOnly = true }) }, FindingStatus.Pass, "Accepted");
            yield return Case("a registry without the pods, and a ServiceEntry for the port", Strict with { Policies = "", Mesh = mesh => WithConfig(config => config with { RegistryOnly = true })(mesh) with { ServiceEntries = Fact.Known(new ServiceEntrySet([new("d", "pods", [20001])])) } }, FindingStatus.Error, "Undecided");
            yield return Case("a registry without the pods, and ServiceEntries not readable", Strict with { Policies = "", Mesh = mesh => WithConfig(config => config with { RegistryOnly = true })(mesh) with { ServiceEntries = Fact.Unknown<ServiceEntrySet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
            yield return Case("a delegate that takes some addresses past its sidecar", Strict with { Callers = [Strict.Callers[0] with { BypassesByAddress = true }], Policies = "", Mesh = WithConfig(config => config with { RegistryOnly = true }) }, FindingStatus.Error, "Undecided");
            yield return Case("a mesh without automatic mutual TLS", Covered with { Mesh = WithConfig(config => config with { AutoMtls = false }) }, FindingStatus.Fail, "AutoMtlsOff");
            yield return Case("a mesh where Services are private", Covered with { Mesh = WithConfig(config => config with { ServiceExportTo = ["."] }) }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("a mesh that does not look at the build namespace", Strict with { Services = [MeshScenario.Covering], Policies = "root/default@1 PERMISSIVE; build/default@2 STRICT", Mesh = WithConfig(config => config with { DiscoverySelectors = [Selecting("mesh=yes")] }) }, FindingStatus.Pass, "Accepted");
            yield return Case("a strict mesh that does not look at the build namespace", Covered with { Mesh = WithConfig(config => config with { DiscoverySelectors = [Selecting("mesh=yes")] }) }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("a mesh that looks at the build namespace", Covered with { Mesh = WithConfig(config => config with { DiscoverySelectors = [Selecting("mesh=yes"), Selecting("istio-injection=enabled")] }) }, FindingStatus.Pass, "MutualTls");
            yield return Case("predicted sidecars", Strict with { Answer = null }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("predicted to be without", Strict with { Answer = null, NamespaceLabels = "" }, FindingStatus.Pass, "NoProxyEnforces");
            yield return Case("predicted to be without, and a webhook may do anything", Strict with { Answer = null, NamespaceLabels = "", Mutating = [new("other", "other.example")] }, FindingStatus.Error, "NotCollected");
            yield return Case("predicted to be without, a webhook may do anything, and it does not matter", Strict with { Answer = null, NamespaceLabels = "", Policies = "", Mutating = [new("other", "other.example")] }, FindingStatus.Pass, "Accepted");
            yield return Case("a native sidecar", Strict with { Answer = NativeSidecar }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("ambient on both sides", Strict with { Answer = MeshScenario.PlainPod, NamespaceLabels = Ambient, Callers = [new("d", "n", DataPlane.Ambient)] }, FindingStatus.Pass, "MutualTls");
            yield return Case("ambient, delegate outside", Strict with { Answer = MeshScenario.PlainPod, NamespaceLabels = Ambient, Callers = [new("d", "n", DataPlane.None)] }, FindingStatus.Fail, "CallerOutsideMesh");
            yield return Case("ambient, delegate with a sidecar", Strict with { Answer = MeshScenario.PlainPod, NamespaceLabels = Ambient }, FindingStatus.Error, "MixedDataPlanes");
            yield return Case("a predicted revision among several", Strict with { Answer = MeshScenario.SidecarPod with { Annotations = PolicyNotation.Labels("") }, Policies = "root/default@1%canary STRICT", Mesh = WithRevisions }, FindingStatus.Pass, "Accepted");
            yield return Case("several control planes that differ", Strict with { Answer = MeshScenario.SidecarPod with { Annotations = PolicyNotation.Labels("") }, NamespaceLabels = "", Policies = "root/default@1%canary STRICT", Mesh = WithRevisions }, FindingStatus.Error, "Undecided");
            yield return Case("policies of another revision", Strict with { Policies = "root/default@1%canary STRICT" }, FindingStatus.Pass, "Accepted");
            yield return Case("another root namespace", Strict with { Mesh = WithRoot("istio-config") }, FindingStatus.Pass, "Accepted");
            yield return Case("policies not readable", Strict with { Mesh = mesh => mesh with { PeerAuthentications = Fact.Unknown<PeerAuthenticationSet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
            yield return Case("policies not readable, and it does not matter", Strict with { Answer = MeshScenario.PlainPod, Mesh = mesh => mesh with { PeerAuthentications = Fact.Unknown<PeerAuthenticationSet>(Forbidden) } }, FindingStatus.Pass, "NoProxyEnforces");
            yield return Case("Services not readable", Strict with { Mesh = mesh => mesh with { Services = [new("build", Fact.Unknown<ServiceSet>(Forbidden))] } }, FindingStatus.Error, "NotPermitted");
            yield return Case("rules not readable", Covered with { Mesh = mesh => mesh with { DestinationRules = Fact.Unknown<DestinationRuleSet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
            yield return Case("delegates not readable", Covered with { Mesh = mesh => mesh with { Callers = Fact.Unknown<CallerSet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
            yield return Case("pods behind the Service not readable", Strict with { Services = [MeshScenario.Covering with { Pods = Fact.Unknown<SelectedPods>(Forbidden) }] }, FindingStatus.Error, "NotPermitted");
            yield return Case("account id not said, and it matters", Covered with { Profile = WithAccount(null) }, FindingStatus.Error, "NotConfigured");
            yield return Case("account id that Harness drops", Covered with { Profile = WithAccount("_abc"), Services = [MeshScenario.Covering with { Selector = PolicyNotation.Labels("accountID=_abc") }] }, FindingStatus.Fail, "NoHeadlessService");
            yield return Case("no Istio", Strict with { Answer = null, Mesh = _ => Nothing with { PeerAuthentications = Fact.Absent<PeerAuthenticationSet>() } }, FindingStatus.Skip, "NoMesh");
            yield return Case("left-over definitions", Strict with { Answer = MeshScenario.PlainPod, Mesh = mesh => Nothing with { PeerAuthentications = mesh.PeerAuthentications } }, FindingStatus.Skip, "NoMesh");
            yield return Case("no namespace", Strict with { Facts = facts => facts with { BuildNamespaces = [new("build") { Namespace = Fact.Absent<NamespaceFact>() }] } }, FindingStatus.Skip, "NamespaceMissing");
            yield return Case("a CI system that does not dial", Strict with { Profile = BuiltInProfiles.For(CiSystem.Jenkins) with { BuildNamespaces = ["build"] } }, FindingStatus.Skip, "NotNeeded");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Finding_OfACluster_IsTheExpectedOne(MeshScenario scenario, FindingStatus status, string reason)
    {
        var finding = scenario.Run<BuildPodDialCheck>();

        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
    }

    [Test]
    public void Fix_ForStrictWithoutAHeadlessService_IsThatServiceInTheBuildNamespace()
        => Assert.That(Strict.Run<BuildPodDialCheck>().Remediation?.Manifest, Is.EqualTo(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: harness-build-pods
              namespace: build
            spec:
              clusterIP: None
              publishNotReadyAddresses: true
              selector:
                accountID: abc123
              ports:
              - port: 20001
                targetPort: 20001
                protocol: TCP

            """));

    [Test]
    public void Fix_WhereTheNameIsTaken_TakesAnother()
        => Assert.That(
            (Strict with { Services = [new("build", "harness-build-pods") { ClusterIP = "10.0.0.1" }] }).Run<BuildPodDialCheck>().Remediation?.Manifest,
            Does.Contain("name: harness-build-pods-2"));

    [Test]
    public void Fix_ForAServiceThatHidesPods_IsThatServiceAsItIsButForTheField()
        => Assert.That(
            (Strict with { Services = [MeshScenario.Covering with { PublishNotReadyAddresses = false, Ports = [new("tcp-le", 20001, "20001", "TCP"), new("x", 9, "le", "UDP", "y")] }] })
                .Run<BuildPodDialCheck>().Remediation?.Manifest,
            Does.Contain("name: builds").And.Contain("publishNotReadyAddresses: true").And.Contain("targetPort: le").And.Contain("appProtocol:"));

    [Test]
    public void Fix_ForADelegateOutsideTheMesh_AcceptsPlaintextOnThePortOnly()
        => Assert.That(
            (Strict with { Callers = [new("d", "n", DataPlane.None)] }).Run<BuildPodDialCheck>().Remediation?.Manifest,
            Does.Contain("kind: PeerAuthentication").And.Contain("accountID: abc123").And.Contain("mode: PERMISSIVE").And.Not.Contain("STRICT"));

    [Test]
    public void Fix_WhereAPolicySelectsThePodAlready_NamesItInsteadOfAddingOneThatIsIgnored()
    {
        var fix = (Strict with { Callers = [new("d", "n", DataPlane.None)], Policies = "build/w@1 [accountID=abc123] STRICT" }).Run<BuildPodDialCheck>().Remediation;

        Assert.That(fix?.Manifest, Is.Null);
        Assert.That(fix?.Text, Does.Contain("build/w"));
    }

    [TestCase(null, "Account Settings")]
    [TestCase("_abc", "drops the label")]
    public void Fix_WithoutAUsableAccountId_SaysHowToGetOneAndPrintsNoManifest(string? account, string expected)
    {
        var fix = (Strict with { Profile = WithAccount(account) }).Run<BuildPodDialCheck>().Remediation;

        Assert.That(fix?.Manifest, Is.Null);
        Assert.That(fix?.Text, Does.Contain(expected));
    }

    [Test]
    public async Task Finding_OfRecordedFacts_IsTheSame()
    {
        var scenario = Covered with { Policies = "build/w@1%default [accountID=abc123] STRICT {20001: PERMISSIVE}", Mesh = WithRule(ClientTlsMode.IstioMutual) };
        using var stream = new MemoryStream();
        await new RecordedFacts(RecordedFacts.CurrentSchema, "1", scenario.Profile, scenario.Context.Facts).WriteAsync(stream, default);
        stream.Position = 0;
        var recorded = await RecordedFacts.ReadAsync(stream, default);

        var again = CheckEngine.Evaluate([new BuildPodDialCheck()], new CheckContext(recorded.Facts, recorded.Profile, DateTimeOffset.UnixEpoch)).Findings.Single();

        Assert.That((again.Status, again.Message), Is.EqualTo((FindingStatus.Pass, scenario.Run<BuildPodDialCheck>().Message)));
        Assert.That(again.Evidence, Is.EqualTo(scenario.Run<BuildPodDialCheck>().Evidence));
    }

    [Test]
    public void Findings_OfShapesThatDiffer_AreToldApart()
    {
        var profile = Strict.Profile with { Shapes = [Strict.Profile.Shapes[0], Strict.Profile.Shapes[0] with { Name = "plain", HostNetwork = true }] };
        var findings = CheckEngine.Evaluate([new BuildPodDialCheck()], (Strict with { Answer = null, Profile = profile }).Context).Findings;

        Assert.That(findings.Select(finding => (finding.Subject.ToString(), finding.Status)), Is.EqualTo(new[]
        {
            ("build/pod/default", FindingStatus.Fail),
            ("build/pod/plain", FindingStatus.Pass),
        }));
    }

    [Test]
    public void Coverage_WithAShapeWithoutSidecarBehindTheSameService_IsOfNoUse()
    {
        var profile = Strict.Profile with { Shapes = [Strict.Profile.Shapes[0], Strict.Profile.Shapes[0] with { Name = "plain", HostNetwork = true }] };
        var finding = CheckEngine.Evaluate([new BuildPodDialCheck()], (Covered with { Answer = null, Profile = profile }).Context).Findings[0];

        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, "EndpointWithoutProxy")));
        Assert.That(finding.Message, Does.Contain("plain"));
    }

    private const string Ambient = "istio.io/dataplane-mode=ambient";

    private static MeshFacts Nothing { get; } = new()
    {
        ControlPlanes = Fact.Known(new ControlPlaneSet([], new())),
        Injectors = Fact.Known(new InjectorSet([])),
    };

    private static Caller Excluding { get; } = new("d", "n", DataPlane.Sidecar) { ExcludedOutboundPorts = "20001" };

    private static PodView NativeSidecar { get; } = MeshScenario.PlainPod with
    {
        InitContainers = [new("istio-proxy", "image", "Always", ResourceList.Empty, ResourceList.Empty)],
    };

    private static PodView WithAnnotation(string name, string value)
        => MeshScenario.SidecarPod with { Annotations = MeshScenario.SidecarPod.Annotations.Add($"traffic.sidecar.istio.io/{name}", value) };

    private static Func<MeshFacts, MeshFacts> WithRule(ClientTlsMode mode) => mesh => mesh with
    {
        DestinationRules = Fact.Known(new DestinationRuleSet([new("build", "builds", DateTimeOffset.UnixEpoch, "builds") { Mode = mode }])),
    };

    private static Func<MeshFacts, MeshFacts> WithRule(ClientTlsMode mode, string clientLabels) => mesh => mesh with
    {
        DestinationRules = Fact.Known(new DestinationRuleSet(
            [new("harness-delegate-ng", "builds", DateTimeOffset.UnixEpoch, "builds.build.svc.cluster.local") { Mode = mode, ClientLabels = PolicyNotation.Labels(clientLabels) }])),
    };

    private static Func<MeshFacts, MeshFacts> WithSidecar(EgressListener listener) => mesh => mesh with
    {
        Sidecars = Fact.Known(new SidecarConfigSet([new("harness-delegate-ng", "default", DateTimeOffset.UnixEpoch) { Egress = [listener] }])),
    };

    private static Func<MeshFacts, MeshFacts> WithRoot(string root) => WithConfig(_ => new MeshConfig(root));

    private static Func<MeshFacts, MeshFacts> WithConfig(Func<MeshConfig, MeshConfig> change) => mesh => mesh with
    {
        ControlPlanes = Fact.Known(new ControlPlaneSet([new("istio-system", "default", true, "") { Config = Fact.Known(change(new MeshConfig("istio-system"))) }], new())),
    };

    private static LabelSelector Selecting(string labels) => new(PolicyNotation.Labels(labels), []);

    private static Caller Labelled(string labels) => Strict.Callers[0] with { Labels = PolicyNotation.Labels(labels) };

    private static MeshFacts WithRevisions(MeshFacts mesh) => mesh with
    {
        ControlPlanes = Fact.Known(new ControlPlaneSet([new("istio-system", "default", true, ""), new("istio-system", "canary", true, "")], new())),
    };

    private static Profile WithAccount(string? account) => Strict.Profile with { Harness = new HarnessSettings(account) };

    private static TestCaseData Case(string name, MeshScenario scenario, FindingStatus status, string reason)
        => new TestCaseData(scenario, status, reason).SetName($"{{m}} {name}");
}
