using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.UnitTests.Mesh;

namespace ClusterProbe.UnitTests.Checks;

internal sealed class DockerInMeshCheckTests
{
    private static readonly MeshScenario Plain = new();
    private static readonly MeshScenario Docker = Plain with { Profile = Plain.Profile with { Require = [Capability.DockerInDocker] } };

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            yield return Case("not needed", Plain, FindingStatus.Skip, "NotNeeded");
            yield return Case("captured", Docker, FindingStatus.Warn, "DockerTrafficCaptured");
            yield return Case("captured, for a privileged shape", Plain with { Profile = Privileged }, FindingStatus.Warn, "DockerTrafficCaptured");
            yield return Case("rerouted", Docker with { Answer = With("istio.io/reroute-virtual-interfaces", "br0, docker0") }, FindingStatus.Pass, "Rerouted");
            yield return Case("rerouted by the old annotation", Docker with { Answer = With("traffic.sidecar.istio.io/kubevirtInterfaces", "docker0") }, FindingStatus.Pass, "Rerouted");
            yield return Case("another interface", Docker with { Answer = With("istio.io/reroute-virtual-interfaces", "docker01") }, FindingStatus.Warn, "DockerTrafficCaptured");
            yield return Case("outside the mesh", Docker with { Answer = MeshScenario.PlainPod }, FindingStatus.Skip, "OutsideMesh");
            yield return Case("ambient", Docker with { Answer = MeshScenario.PlainPod, NamespaceLabels = "istio.io/dataplane-mode=ambient" }, FindingStatus.Warn, "DockerTrafficCaptured");
            yield return Case("no Istio", Docker with { Answer = null, Mesh = _ => new() { PeerAuthentications = Fact.Absent<PeerAuthenticationSet>() } }, FindingStatus.Skip, "NoMesh");
            yield return Case("not known", Docker with { Answer = null, Mesh = mesh => mesh with { Injectors = new() } }, FindingStatus.Error, "NotCollected");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Finding_OfACluster_IsTheExpectedOne(MeshScenario scenario, FindingStatus status, string reason)
    {
        var finding = scenario.Run<DockerInMeshCheck>();

        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
    }

    private static Profile Privileged { get; } = Plain.Profile with
    {
        Shapes = [Plain.Profile.Shapes[0] with { Containers = [Plain.Profile.Shapes[0].Containers[0] with { Privileged = true }] }],
    };

    private static PodView With(string annotation, string value)
        => MeshScenario.SidecarPod with { Annotations = MeshScenario.SidecarPod.Annotations.Add(annotation, value) };

    private static TestCaseData Case(string name, MeshScenario scenario, FindingStatus status, string reason)
        => new TestCaseData(scenario, status, reason).SetName($"{{m}} {name}");
}
