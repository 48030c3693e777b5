using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.CiSystems;

internal sealed class NodeChecksTests
{
    private static readonly BuildShape Build = BuiltInProfiles.For(CiSystem.Harness).Shapes[0];

    private static readonly Taint ArmTaint = new("kubernetes.io/arch", "arm64", "NoSchedule");

    [TestCaseSource(nameof(Mixes))]
    public void Match_Mix(BuildShape shape, NodeFact[] nodes, FindingStatus status, string reason)
    {
        var finding = Evaluate(new NodesMatchBuilds(), [shape], nodes).Single();
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
    }

    private static IEnumerable<TestCaseData> Mixes
    {
        get
        {
            var onArm = Build with { NodeSelector = ImmutableSortedDictionary<string, string>.Empty.Add("kubernetes.io/arch", "arm64") };
            var tolerant = Build with { Tolerations = [new Toleration(ArmTaint.Key, "Exists")] };
            yield return Case("AllTheSame", Build, [Node("amd64"), Node("amd64")], FindingStatus.Pass, "Matching");
            yield return Case("Mixed", Build, [Node("amd64"), Node("arm64")], FindingStatus.Warn, "MixedArchitectures");
            yield return Case("MixedAndSelected", onArm, [Node("amd64"), Node("arm64")], FindingStatus.Pass, "Matching");
            yield return Case("MixedAndTainted", Build, [Node("amd64"), Node("arm64") with { Taints = [ArmTaint] }], FindingStatus.Pass, "Matching");
            yield return Case("MixedAndTolerated", tolerant, [Node("amd64"), Node("arm64") with { Taints = [ArmTaint] }], FindingStatus.Warn, "MixedArchitectures");
            yield return Case("SelectedAndMissing", onArm, [Node("amd64")], FindingStatus.Fail, "NoMatchingNode");
            yield return Case("WrongArchitectureOnly", Build with { Architecture = "amd64" }, [Node("arm64")], FindingStatus.Fail, "NoMatchingNode");
            yield return Case("WrongArchitectureToo", Build with { Architecture = "amd64" }, [Node("arm64"), Node("amd64")], FindingStatus.Warn, "MixedArchitectures");
            yield return Case("WrongOperatingSystemOnly", Build, [Node("amd64", "windows")], FindingStatus.Fail, "NoMatchingNode");
            yield return Case("SilentNodes", Build with { Architecture = "amd64" }, [new NodeFact { Name = "silent" }], FindingStatus.Pass, "Matching");
            yield return Case("NoNodes", Build, [], FindingStatus.Skip, "NoNodes");
        }
    }

    [Test]
    public void Windows_NotAskedFor_IsSkipped()
        => Assert.That(Evaluate(new WindowsPoolsUsable(), [Build], [Node("amd64")]).Single().Status, Is.EqualTo(FindingStatus.Skip));

    [TestCaseSource(nameof(WindowsPools))]
    public void Windows_Pool(BuildShape shape, NodeFact[] nodes, string[] reasons)
        => Assert.That(
            Evaluate(new WindowsPoolsUsable(), [shape with { OperatingSystem = "windows" }], nodes).Select(finding => finding.Reason),
            Is.EqualTo(reasons));

    private static IEnumerable<TestCaseData> WindowsPools
    {
        get
        {
            var linux = Node("amd64");
            var tainted = Windows("10.0.20348") with { Taints = [new Taint("os", "Windows", "NoSchedule")] };
            yield return Pool("Usable", Build, [linux, Windows("10.0.20348")], "Usable");
            yield return Pool("Missing", Build, [linux], "NoWindowsNode");
            yield return Pool("NotReady", Build, [linux, Windows("10.0.20348") with { TrueConditions = [] }], "NoneReady");
            yield return Pool("WithoutLinux", Build, [Windows("10.0.20348")], "NoLinuxNode");
            yield return Pool("OfTwoBuilds", Build, [linux, Windows("10.0.20348"), Windows("10.0.17763")], "MixedWindowsBuilds");
            yield return Pool("Tainted", Build, [linux, tainted], "TaintNotTolerated");
            yield return Pool("TaintedAndTolerated", Build with { Tolerations = [new Toleration("os", "Equal", "Windows", "NoSchedule")] }, [linux, tainted], "Usable");
            yield return Pool("Privileged", Build with { Containers = [Build.Containers[0] with { Privileged = true }] }, [linux, Windows("10.0.20348")], "PrivilegedOnWindows");
        }
    }

    private static TestCaseData Case(string name, BuildShape shape, NodeFact[] nodes, FindingStatus status, string reason)
        => new TestCaseData(shape, nodes, status, reason).SetName($"Match_{name}");

    private static TestCaseData Pool(string name, BuildShape shape, NodeFact[] nodes, params string[] reasons)
        => new TestCaseData(shape, nodes, reasons).SetName($"Windows_{name}");

    private static NodeFact Node(string architecture, string system = "linux") => new()
    {
        Name = $"{system}-{architecture}",
        OperatingSystem = system,
        Architecture = architecture,
        TrueConditions = ["Ready"],
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("kubernetes.io/arch", architecture),
    };

    private static NodeFact Windows(string build)
        => Node("amd64", "windows") with { Labels = ImmutableSortedDictionary<string, string>.Empty.Add("node.kubernetes.io/windows-build", build) };

    private static ImmutableArray<Finding> Evaluate(Check check, ImmutableArray<BuildShape> shapes, NodeFact[] nodes)
        => CheckEngine.Evaluate(
            [check],
            new CheckContext(
                new ClusterFacts { CollectedAt = DateTimeOffset.UnixEpoch, Source = "test", Nodes = Fact.Known(new NodeInventory([.. nodes])) },
                BuiltInProfiles.For(CiSystem.Harness) with { Shapes = shapes },
                DateTimeOffset.UnixEpoch)).Findings;
}
