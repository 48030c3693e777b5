using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.UnitTests.Mesh;

namespace ClusterProbe.UnitTests.Checks;

internal sealed class MeshCompleteCheckTests
{
    private static readonly MeshScenario Complete = new();
    private static readonly MeshScenario Plain = Complete with { Answer = MeshScenario.PlainPod };
    private static readonly Fact<ControlPlaneSet> NoControlPlane = Fact.Known(new ControlPlaneSet([], new()));
    private static readonly Fact<InjectorSet> NoInjector = Fact.Known(new InjectorSet([]));
    private static readonly UnknownCause Forbidden = new(UnknownReason.NotPermitted, "is forbidden");

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            yield return Case("complete", Complete, FindingStatus.Pass, "Installed");
            yield return Case(
                "absent",
                Plain with { Mesh = _ => new() { PeerAuthentications = Fact.Absent<PeerAuthenticationSet>(), ControlPlanes = NoControlPlane, Injectors = NoInjector } },
                FindingStatus.Pass,
                "NoMesh");
            yield return Case("left-over definitions", Plain with { NamespaceLabels = "", Mesh = mesh => mesh with { ControlPlanes = NoControlPlane, Injectors = NoInjector } }, FindingStatus.Warn, "LeftoverDefinitions");
            yield return Case("an injector that would be called without a control plane", Plain with { Answer = null, Mesh = mesh => mesh with { ControlPlanes = NoControlPlane } }, FindingStatus.Fail, "InjectorWithoutControlPlane");
            yield return Case("an injector for other namespaces without a control plane", Plain with { NamespaceLabels = "", Mesh = mesh => mesh with { ControlPlanes = NoControlPlane } }, FindingStatus.Warn, "InjectorWithoutControlPlane");
            yield return Case("sidecars from outside", Complete with { Mesh = mesh => mesh with { ControlPlanes = NoControlPlane } }, FindingStatus.Pass, "ExternalControlPlane");
            yield return Case(
                "a control plane that is not ready",
                Complete with { Mesh = mesh => mesh with { ControlPlanes = Fact.Known(new ControlPlaneSet([new("istio-system", "default", false, "")], new())) } },
                FindingStatus.Fail,
                "ControlPlaneNotReady");
            yield return Case("a control plane without definitions", Complete with { Mesh = mesh => mesh with { PeerAuthentications = Fact.Absent<PeerAuthenticationSet>() } }, FindingStatus.Warn, "MissingDefinitions");
            yield return Case("a control plane that can't be seen", Complete with { Mesh = mesh => mesh with { ControlPlanes = Fact.Unknown<ControlPlaneSet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
            yield return Case("nothing collected", Plain with { Mesh = _ => new() }, FindingStatus.Error, "NotCollected");
            yield return Case("nothing that can be seen", Plain with { Mesh = _ => new() { ControlPlanes = Fact.Unknown<ControlPlaneSet>(Forbidden) } }, FindingStatus.Error, "NotPermitted");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Finding_OfACluster_IsTheExpectedOne(MeshScenario scenario, FindingStatus status, string reason)
    {
        var finding = scenario.Run<MeshCompleteCheck>();

        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
    }

    [TestCase("istio.io/rev=canary", true)]
    [TestCase("istio-injection=disabled,istio.io/rev=canary", false)]
    [TestCase("istio-injection=enabled", false)]
    public void Namespace_WithALabelThatNothingAnswers_IsWarnedAbout(string labels, bool expected)
    {
        var findings = CheckEngine.Evaluate([new MeshCompleteCheck()], (Plain with { NamespaceLabels = labels }).Context).Findings;

        Assert.That(findings.Any(finding => finding is { Reason: "NothingInjects", Status: FindingStatus.Warn }), Is.EqualTo(expected));
    }

    private static TestCaseData Case(string name, MeshScenario scenario, FindingStatus status, string reason)
        => new TestCaseData(scenario, status, reason).SetName($"{{m}} {name}");
}
