using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Mesh;

/// <summary>A cluster with Istio, a delegate in the mesh and build pods with sidecars; tests change what they are about.</summary>
internal sealed record MeshScenario
{
    public string Policies { get; init; } = "root/default@1 STRICT";

    public ImmutableArray<ServiceFact> Services { get; init; } = [];

    public ImmutableArray<Caller> Callers { get; init; } = [new("harness-delegate-ng", "delegate-0", DataPlane.Sidecar)];

    public PodView? Answer { get; init; } = SidecarPod;

    public ImmutableArray<AdmissionWebhook> Mutating { get; init; } = [new("istio-sidecar-injector-default", "namespace.sidecar-injector.istio.io")];

    public string NamespaceLabels { get; init; } = "istio-injection=enabled";

    public Func<MeshFacts, MeshFacts> Mesh { get; init; } = mesh => mesh;

    public Func<ClusterFacts, ClusterFacts> Facts { get; init; } = facts => facts;

    public Profile Profile { get; init; } = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["build"], Harness = new HarnessSettings("abc123") };

    public static PodView SidecarPod { get; } = new()
    {
        Containers = [Container("build"), Container("istio-proxy")],
        Labels = PolicyNotation.Labels("security.istio.io/tlsMode=istio"),
        Annotations = PolicyNotation.Labels("istio.io/rev=default"),
    };

    public static PodView PlainPod { get; } = new() { Containers = [Container("build")] };

    public static ServiceFact Covering { get; } = new("build", "builds")
    {
        ClusterIP = "None",
        Selector = PolicyNotation.Labels("accountID=abc123"),
        Ports = [new ServicePortFact("", 20001, "20001", "TCP")],
        PublishNotReadyAddresses = true,
        Pods = Fact.Known(new SelectedPods(2, [])),
    };

    public CheckContext Context
    {
        get
        {
            var mesh = new MeshFacts
            {
                PeerAuthentications = Fact.Known(new PeerAuthenticationSet("security.istio.io/v1", PolicyNotation.Parse(Policies))),
                DestinationRules = Fact.Known(new DestinationRuleSet([])),
                Sidecars = Fact.Known(new SidecarConfigSet([])),
                ServiceEntries = Fact.Known(new ServiceEntrySet([])),
                ControlPlanes = Fact.Known(new ControlPlaneSet([new("istio-system", "default", true, "1.31.4") { Config = Fact.Known(new MeshConfig("istio-system")) }], new())),
                Injectors = Fact.Known(new InjectorSet(InjectionTests.WebhooksOf("default"))),
                Callers = Fact.Known(new CallerSet(Callers)),
                Services = [new NamespaceServices("build", Fact.Known(new ServiceSet(Services)))],
            };
            return new CheckContext(Facts(new ClusterFacts
            {
                CollectedAt = DateTimeOffset.UnixEpoch,
                Source = "test",
                BuildNamespaces =
                [
                    new BuildNamespaceFacts("build")
                    {
                        Namespace = Fact.Known(new NamespaceFact("Active", PolicyNotation.Labels(NamespaceLabels), PolicyNotation.Labels(""))),
                    },
                ],
                AdmissionProbes = Answer is null ? [] : [.. Profile.Shapes.Select(shape => new AdmissionProbe("build", shape.Name, ProbeVariant.AsBuilt)
                {
                    Answer = Fact.Known(new AdmissionAnswer(true, 201, "", "") { Pod = Answer }),
                })],
                AdmissionPolicies = new AdmissionPolicyFacts { Mutating = Fact.Known(new WebhookInventory(Mutating)) },
                Mesh = Mesh(mesh),
            }), Profile, DateTimeOffset.UnixEpoch);
        }
    }

    /// <summary>The one finding of a check, through the engine, which refuses what the check did not declare.</summary>
    public Finding Run<TCheck>()
        where TCheck : Check, new()
        => CheckEngine.Evaluate([new TCheck()], Context).Findings.Single();

    private static ContainerView Container(string name) => new(name, "image", "", ResourceList.Empty, ResourceList.Empty);
}
