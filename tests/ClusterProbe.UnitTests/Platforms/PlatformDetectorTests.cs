using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Platforms;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Platforms;

internal sealed class PlatformDetectorTests
{
    private static readonly ClusterFacts Nothing = new() { CollectedAt = DateTimeOffset.UnixEpoch, Source = "test" };

    [TestCaseSource(nameof(Clusters))]
    public void Detect_Cluster(ClusterFacts facts, PlatformKind kind, PlatformConfidence confidence)
    {
        var platform = PlatformDetector.Detect(facts);
        Assert.That((platform.Kind, platform.Confidence), Is.EqualTo((kind, confidence)), string.Join("; ", platform.Evidence));
    }

    private static IEnumerable<TestCaseData> Clusters
    {
        get
        {
            yield return Case("Nothing", Nothing, PlatformKind.Unknown, PlatformConfidence.None);
            yield return Case("Kubeadm", WithNodes(Node("worker-1")), PlatformKind.Kubernetes, PlatformConfidence.Likely);
            yield return Case("Gke_CrdsAndWardenOnStandard", WithNodes(GkeNode("gke-a-1")) with { Server = Serving("allowlistedworkloads.auto.gke.io/v1"), AdmissionProbes = [Untouched()] }, PlatformKind.GkeStandard, PlatformConfidence.Certain);
            yield return Case("Gke_CrdsOnly", Nothing with { Server = Serving("allowlistedworkloads.auto.gke.io/v1") }, PlatformKind.Gke, PlatformConfidence.Likely);
            yield return Case("Gke_AutopilotNodes", WithNodes(GkeNode("gk3-a-1"), GkeNode("gk3-a-2")), PlatformKind.GkeAutopilot, PlatformConfidence.Certain);
            yield return Case("Gke_MixedNodes", WithNodes(GkeNode("gke-a-1"), GkeNode("gk3-a-2")), PlatformKind.GkeStandardWithAutopilotNodes, PlatformConfidence.Certain);
            yield return Case("Gke_ComputeClass", WithNodes(GkeNode("gke-a-1"), GkeNode("gke-a-2", ("cloud.google.com/compute-class", "autopilot-arm"))), PlatformKind.GkeStandardWithAutopilotNodes, PlatformConfidence.Certain);
            yield return Case("Gke_SpotLabelSaysNothing", WithNodes(GkeNode("gke-a-1", ("cloud.google.com/gke-provisioning", "spot"))), PlatformKind.GkeStandard, PlatformConfidence.Certain);
            yield return Case("Gke_MarkedPod", WithNodes(GkeNode("gke-a-1")) with { AdmissionProbes = [Marked()] }, PlatformKind.GkeStandardWithAutopilotNodes, PlatformConfidence.Certain);
            yield return Case("Gke_Denial", WithNodes(GkeNode("gke-a-1")) with { AdmissionProbes = [Denied("GKE Warden rejected the request: [denied by autogke-disallow-privilege]")] }, PlatformKind.GkeStandardWithAutopilotNodes, PlatformConfidence.Certain);
            yield return Case("Gke_StandardWardenDenial", WithNodes(GkeNode("gke-a-1")) with { AdmissionProbes = [Denied("GKE Warden rejected the request: [denied by rbac-binding-limitation]")] }, PlatformKind.GkeStandard, PlatformConfidence.Certain);
            yield return Case("Gke_KubeSystemGuardWithoutNodes", Nothing with { Access = Guarded("GKEAutopilot authz: the namespace is managed") }, PlatformKind.GkeAutopilot, PlatformConfidence.Likely);
            yield return Case("Gke_KubeSystemGuardOnStandard", WithNodes(GkeNode("gke-a-1")) with { Access = Guarded("GKE Warden authz [denied by managed-namespaces-limitation]: x") }, PlatformKind.GkeStandard, PlatformConfidence.Certain);
            yield return Case("Gke_WebhookGuard", Nothing with { AdmissionPolicies = WebhooksRefused("GKEAutopilot authz: cluster scoped resource \"mutatingwebhookconfigurations/\" is managed and access is denied (HTTP 403)") }, PlatformKind.GkeAutopilot, PlatformConfidence.Likely);
            yield return Case("PlainRefusalOfWebhooks", Nothing with { AdmissionPolicies = WebhooksRefused("mutatingwebhookconfigurations is forbidden") }, PlatformKind.Unknown, PlatformConfidence.None);
            yield return Case("Eks", WithNodes(Node("ip-10-0-0-1", ("eks.amazonaws.com/nodegroup", "a"))), PlatformKind.Eks, PlatformConfidence.Certain);
            yield return Case("Eks_FargateOnly", WithNodes(Node("fargate-ip-10-0-0-1", ("eks.amazonaws.com/compute-type", "fargate"))), PlatformKind.EksFargate, PlatformConfidence.Certain);
            yield return Case("Eks_AutoMode", WithNodes(Node("i-0123", ("eks.amazonaws.com/compute-type", "auto"))), PlatformKind.EksAutoMode, PlatformConfidence.Certain);
            yield return Case("Aks", WithNodes(Node("aks-a-1", ("kubernetes.azure.com/cluster", "mc"))), PlatformKind.Aks, PlatformConfidence.Certain);
            yield return Case("Aks_Automatic", WithNodes(Node("aks-a-1", ("kubernetes.azure.com/cluster", "mc"))) with { AdmissionPolicies = Policy("aks-managed-protect-system-namespace-objects") }, PlatformKind.AksAutomatic, PlatformConfidence.Certain);
            yield return Case("OpenShift_OnAws", WithNodes(Node("ip-10-0-0-1")) with { Server = Serving("securitycontextconstraints.security.openshift.io/v1") }, PlatformKind.OpenShift, PlatformConfidence.Certain);
            yield return Case("K3s", WithNodes(Node("server") with { KubeletVersion = "v1.33.1+k3s1" }), PlatformKind.K3s, PlatformConfidence.Certain);
            yield return Case("K3d", WithNodes(Node("k3d-a-server-0") with { KubeletVersion = "v1.33.1+k3s1" }), PlatformKind.K3d, PlatformConfidence.Certain);
            yield return Case("Kind", WithNodes(Node("kind-control-plane") with { ProviderId = "kind://docker/kind/kind-control-plane" }), PlatformKind.Kind, PlatformConfidence.Certain);
        }
    }

    [Test]
    public void Detect_RequestsFromALimitRange_DoNotSayAutopilotNorItsAbsence()
    {
        var sent = new PodView { Containers = [new("build", "alpine:3", "", ResourceList.Empty, ResourceList.Empty)] };
        var requests = new ResourceList(ImmutableSortedDictionary<string, long>.Empty.Add("cpu", 100).Add("memory", 1 << 20));
        var probe = Probe(sent, new AdmissionAnswer(true, 201, "", "") { Pod = sent with { Containers = [sent.Containers[0] with { Requests = requests }] } });
        Assert.That(PlatformDetector.Detect(WithNodes(GkeNode("gke-a-1")) with { AdmissionProbes = [probe] }).AutopilotPods, Is.EqualTo(AutopilotPods.Unknown));
    }

    [Test]
    public void ToString_HasNameConfidenceAndCount()
        => Assert.That(
            PlatformDetector.Detect(WithNodes(GkeNode("gke-a-1")) with { Server = Serving("x.auto.gke.io/v1") }).ToString(),
            Is.EqualTo("GKE Standard (certain: 3 signals)"));

    [Test]
    public void Of_FargateAdmitsThePrivilegedPod_WarnsOnlyWhoNeedsPrivilege()
    {
        var pod = new PodView { SchedulerName = "fargate-scheduler" };
        ImmutableArray<AdmissionProbe> probes = [Probe(new PodView(), new AdmissionAnswer(true, 201, "", "") { Pod = pod })];
        var platform = PlatformDetector.Detect(Nothing with { AdmissionProbes = probes });
        var profile = BuiltInProfiles.For(CiSystem.Harness);
        Assert.That(PlatformLimits.Of(platform, profile, probes), Is.Empty);
        Assert.That(PlatformLimits.Of(platform, profile with { Require = [Capability.DockerInDocker] }, probes), Is.EqualTo(new[] { PlatformLimit.FargateRefusesPrivileged }));
    }

    private static TestCaseData Case(string name, ClusterFacts facts, PlatformKind kind, PlatformConfidence confidence)
        => new TestCaseData(facts, kind, confidence).SetName($"Detect_{name}");

    private static ClusterFacts WithNodes(params ImmutableArray<NodeFact> nodes) => Nothing with { Nodes = Fact.Known(new NodeInventory(nodes)) };

    private static NodeFact Node(string name, params (string Key, string Value)[] labels)
        => new() { Name = name, Labels = labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value) };

    private static NodeFact GkeNode(string name, params (string Key, string Value)[] labels)
        => Node(name, [("cloud.google.com/gke-nodepool", "a"), .. labels]) with { ProviderId = $"gce://project/zone/{name}" };

    private static Fact<ServerFacts> Serving(params ImmutableHashSet<string> resources) => Fact.Known(new ServerFacts("v1.33.1", 1, 33, resources, []));

    private static AdmissionProbe Probe(PodView sent, AdmissionAnswer answer) => new("ci", "default", ProbeVariant.WithoutRequests) { Sent = sent, Answer = Fact.Known(answer) };

    private static AdmissionProbe Untouched() => Probe(new PodView(), new AdmissionAnswer(true, 201, "", "") { Pod = new PodView() });

    private static AdmissionProbe Marked() => Probe(new PodView(), new AdmissionAnswer(true, 201, "", "")
    {
        Pod = new PodView { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("autopilot.gke.io/resource-adjustment", "{}") },
    });

    private static AdmissionProbe Denied(string message) => Probe(new PodView(), new AdmissionAnswer(false, 403, "Forbidden", message));

    private static AccessFacts Guarded(string reason) => new() { KubeSystemPods = Fact.Known(new AccessAnswer(AccessOutcome.Denied, reason, "")) };

    private static AdmissionPolicyFacts WebhooksRefused(string detail) => new() { Mutating = Fact.Unknown<WebhookInventory>(new UnknownCause(UnknownReason.NotPermitted, detail)) };

    private static AdmissionPolicyFacts Policy(string name) => new() { Policies = Fact.Known(new PolicyInventory([new AdmissionPolicy(name, "Fail")], [])) };
}
