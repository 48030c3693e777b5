using ClusterProbe.Agent.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Nodes.Parsing;
using CsCheck;

namespace ClusterProbe.UnitTests.Nodes;

internal sealed class NodeFactReaderTests
{
    private static IEnumerable<NodeCheck> NodeChecks => CheckRegistry.All.OfType<NodeCheck>();

    [Test]
    public void Read_HealthyNode_PassesAndPublishes()
    {
        using var node = FakeNode.Healthy();
        var facts = node.Read() with { Architecture = "amd64" };
        var findings = CheckEngine.EvaluateNode(NodeChecks, facts, Subject.ForNode("n1")).Findings;
        Assert.That(findings.Where(finding => finding.Status != FindingStatus.Pass).Select(finding => finding.Code), Is.EqualTo(new[] { "CP7014", "CP7015", "CP7016" }), "nobody has looked at the network");
        Assert.That(facts.Published.Select(fact => $"{fact.Key}={fact.Value}"), Is.EqualTo(new[]
        {
            "apparmor-userns=unrestricted", "architecture=amd64", "cgroup=v2", "cgroup-controllers=cpu cpuset io memory pids", "inotify-instances=8192",
            "inotify-watches=524288", "iptables=both", "kernel=6.8.0-31-generic", "max-map-count=1048576", "mtu=1500", "open-files=1048576", "overlay=supported",
            "pid-limit=unlimited", "root-keys=1000000", "user-namespaces=allowed",
        }));
    }

    [Test]
    public void Read_EmptyFolder_SkipsEverything()
    {
        using var node = new FakeNode();
        var facts = node.Read();
        Assert.That(CheckEngine.EvaluateNode(NodeChecks, facts, Subject.ForNode("n1")).Findings.Select(finding => finding.Status), Is.All.EqualTo(FindingStatus.Skip));
        Assert.That(facts.Published.Keys, Is.EqualTo(new[] { "architecture" }));
    }

    [Test]
    public void Read_ThisMachine_KnowsItsKernel()
    {
        var facts = new NodeFactReader(TimeProvider.System).Read();
        Assert.That(facts.Kernel.IsKnown(out var kernel) ? kernel.Text : "", Is.EqualTo(File.ReadAllText("/proc/sys/kernel/osrelease").Trim()));
        Assert.That(facts.OpenFiles.State, Is.EqualTo(FactState.Known));
    }

    [Test]
    public void Read_MoreThanTheCap_IsUnknown()
    {
        using var node = FakeNode.Healthy();
        node["/proc/modules"] = new string('x', ProcFiles.MostText + 1);
        node.WriteConfig(new string('\n', (1 << 20) + 1));
        var facts = node.Read();
        Assert.That((facts.Modules.State, facts.Modules.Gap), Is.EqualTo((FactState.Unknown, ReadingGap.TooLarge)));
        Assert.That((facts.KernelConfig.State, facts.KernelConfig.Gap), Is.EqualTo((FactState.Unknown, ReadingGap.TooLarge)));
    }

    [Test]
    public void Read_ConfigThatIsNotPacked_IsUnparsable()
    {
        using var node = FakeNode.Healthy();
        node["/proc/config.gz"] = "CONFIG_OVERLAY_FS=y\n";
        Assert.That(node.Read().KernelConfig.Gap, Is.EqualTo(ReadingGap.Unparsable));
    }

    [Test]
    public void Read_FolderInsteadOfAFile_IsNotReadable()
    {
        using var node = FakeNode.Healthy();
        node["/proc/self/limits"] = null;
        node["/proc/self/limits/file"] = "";
        Assert.That(node.Read().OpenFiles.Gap, Is.EqualTo(ReadingGap.NotReadable));
    }

    [Test]
    public void Mtu_OfTheBestDefaultRoute()
    {
        using var node = FakeNode.Healthy();
        node["/proc/net/route"] = "Iface\tDestination\neth1\t00000000\t01\t0003\t0\t0\t200\t00000000\t0\nnet2\t00000000\t01\t0003\t0\t0\t100\t00000000\t0\nbad0\t00000000\t00\t0200\t0\t0\t0\t00000000\t0\n";
        node["/sys/class/net/net2/mtu"] = "1380\n";
        Assert.That(node.Read().Mtu.IsKnown(out var mtu) ? mtu : 0, Is.EqualTo(1380));
    }

    [Test]
    public void Mtu_OfAnIpv6OnlyPod()
    {
        using var node = FakeNode.Healthy();
        node["/proc/net/route"] = "Iface\tDestination\n";
        node["/proc/net/ipv6_route"] = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000002 00000000 00000003     eth0\n"
            + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n";
        Assert.That(node.Read().Mtu.IsKnown(out var mtu) ? mtu : 0, Is.EqualTo(1500));
    }

    [TestCase("Iface\tDestination\n")]
    [TestCase("../x\t00000000\t01\t0003\t0\t0\t0\t00000000\t0\n")]
    public void Mtu_WithoutADefaultRoute_IsNotKnown(string routes)
    {
        using var node = FakeNode.Healthy();
        node["/proc/net/route"] = routes;
        var facts = node.Read();
        Assert.That((facts.Mtu.State, facts.Mtu.Gap), Is.EqualTo((FactState.Unknown, ReadingGap.NotListed)));
    }

    [Test]
    public void Pids_OfVersionOne_HaveAFolderOfTheirOwn()
    {
        using var node = FakeNode.Healthy();
        node["/sys/fs/cgroup/pids.max"] = null;
        node["/sys/fs/cgroup/pids/pids.max"] = "4096\n";
        Assert.That(node.Read().Published[NodeFactKeys.PidLimit], Is.EqualTo("4096"));
    }

    /// <summary>No file can do more than make a fact unknown, and no published value is longer than a label can be.</summary>
    [Test]
    public void Parsers_AnyText_DoNotThrow() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789abcdefmax:=/ \t\r\n.-"], 0, 200]).Sample(text =>
    {
        var raw = Reading.Known("/proc/x", text);
        using var reader = new StringReader(text);
        var facts = new NodeFacts
        {
            CollectedAt = default,
            Kernel = raw.As(KernelRelease.Parse),
            KernelConfig = KernelConfig.Parse(reader) is { } config ? Reading.Known("/proc/config.gz", config) : default,
            Modules = raw.As(ProcText.FirstWords),
            Filesystems = raw.As(ProcText.LastWords),
            LegacyTables = raw.As(ProcText.FirstWords),
            CgroupHierarchies = raw.As(CgroupText.Mode),
            CgroupControllers = raw.As(ProcText.Words),
            Mtu = raw.As(ProcText.Number),
            PidLimit = raw.As(ProcText.Limit),
            OpenFiles = raw.As(OpenFileLimit.Parse),
            MaxUserNamespaces = raw.As(ProcText.Number),
            InUserNamespace = raw.As(UidMap.IsNested),
            MemoryPressure = raw.As(Pressure.Parse),
        };
        _ = DefaultRoute.OfIpv4(text) + DefaultRoute.OfIpv6(text);
        return facts.Published.Values.All(value => value.Length is > 0 and <= 64)
            && CheckEngine.EvaluateNode(NodeChecks, facts, Subject.ForNode("n1")).Findings.All(finding => finding.Status is not (FindingStatus.Fail or FindingStatus.Error));
    }, iter: 500);
}
