using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>Files as nodes have them, through the reader, the parsers and the checks.</summary>
internal sealed class NodeVectorTests
{
    private FakeNode _node = null!;

    [SetUp]
    public void Create() => _node = FakeNode.Healthy();

    [TearDown]
    public void Delete() => _node.Dispose();

    [TestCase("N01", "0::/kubepods.slice/x", CgroupMode.V2)]
    [TestCase("N02", "12:memory:/x\n0::/x\n", CgroupMode.Hybrid)]
    [TestCase("N02, CRLF", "12:memory:/x\r\n0::/x\r\n", CgroupMode.Hybrid)]
    [TestCase("version 1 only", "12:memory:/x\n1:name=systemd:/x\n", CgroupMode.V1)]
    public void Cgroup(string id, string text, CgroupMode expected)
    {
        _node["/sys/fs/cgroup/cgroup.controllers"] = null;
        _node["/proc/self/cgroup"] = text;
        Assert.That(Cgroups.ModeOf(_node.Read()), Is.EqualTo(expected), id);
    }

    [TestCase("N03", "128\n", FindingStatus.Warn, "Low")]
    [TestCase("N04", "8192", FindingStatus.Pass, "High")]
    [TestCase("N04, CRLF", "8192\r\n", FindingStatus.Pass, "High")]
    [TestCase("N05", null, FindingStatus.Skip, "FileNotPresent", "file not present")]
    [TestCase("N20", "abc", FindingStatus.Skip, "Unparsable", "unparsable")]
    [TestCase("empty", "", FindingStatus.Skip, "Unparsable", "unparsable")]
    [TestCase("too large for a number", "99999999999999999999", FindingStatus.Skip, "Unparsable", "unparsable")]
    public void InotifyInstances(string id, string? text, FindingStatus status, string reason, string message = "")
    {
        _node["/proc/sys/fs/inotify/max_user_instances"] = text;
        AssertFinding<InotifyInstancesEnough>(id, status, reason, message);
    }

    [Test]
    public void LegacyTables_N06_NotReadable_IsUnknown()
    {
        var facts = _node.Read() with { Modules = default, KernelConfig = default, LegacyTables = Reading.Unknown<System.Collections.Immutable.ImmutableSortedSet<string>>("/proc/net/ip_tables_names", ReadingGap.NotReadable) };
        Assert.That(Evaluate<PacketFilterAvailable>(facts).Status, Is.EqualTo(FindingStatus.Skip));
    }

    [TestCase("N07", "1450", FindingStatus.Warn, "Smaller", "1450")]
    [TestCase("N08", "1500", FindingStatus.Pass, "Fits", "per-route MTU not checked")]
    [TestCase("N08", "9001", FindingStatus.Pass, "Fits", "9001")]
    public void Mtu(string id, string text, FindingStatus status, string reason, string message)
    {
        _node["/sys/class/net/eth0/mtu"] = text;
        var finding = AssertFinding<MtuFitsDocker>(id, status, reason, message);
        if (status == FindingStatus.Warn) Assert.That(finding.Remediation!.Text, Does.Contain("--mtu=1450").And.Contain("--default-network-opt bridge=com.docker.network.driver.mtu=1450"));
    }

    [TestCase("N09", "max\n", FindingStatus.Pass, "Unlimited")]
    [TestCase("a small limit", "512\n", FindingStatus.Warn, "Low")]
    [TestCase("the least", "1024\n", FindingStatus.Pass, "High")]
    public void PidLimit(string id, string text, FindingStatus status, string reason)
    {
        _node["/sys/fs/cgroup/pids.max"] = text;
        AssertFinding<PidLimitEnough>(id, status, reason);
    }

    [TestCase("N10", "nodev\toverlay\n", null, FindingStatus.Pass, "Supported")]
    [TestCase("N11", "nodev\tsysfs\n", null, FindingStatus.Skip, "NotListed")]
    [TestCase("N12", "nodev\tsysfs\n", "CONFIG_OVERLAY_FS=m", FindingStatus.Pass, "Supported")]
    [TestCase("not built", "nodev\tsysfs\n", "# CONFIG_OVERLAY_FS is not set", FindingStatus.Warn, "NotBuilt")]
    [TestCase("neither file", null, null, FindingStatus.Skip, "FileNotPresent")]
    public void Overlay(string id, string? filesystems, string? config, FindingStatus status, string reason)
    {
        _node["/proc/filesystems"] = filesystems;
        Configure(config);
        AssertFinding<OverlayAvailable>(id, status, reason);
    }

    [TestCase("N13", "# CONFIG_IP_NF_NAT is not set", FindingStatus.Warn, "Incomplete", "CONFIG_IP_NF_NAT or CONFIG_NFT_NAT")]
    [TestCase("N14", null, FindingStatus.Skip, "FileNotPresent", "file not present")]
    [TestCase("no configuration at all", "hello", FindingStatus.Skip, "Unparsable", "unparsable")]
    public void KernelConfiguration(string id, string? config, FindingStatus status, string reason, string message)
    {
        Configure(config);
        AssertFinding<KernelBuiltForContainers>(id, status, reason, message);
    }

    [TestCase("N15", "62857", "1", null, FindingStatus.Warn, "Restricted")]
    [TestCase("N16", "0", "0", null, FindingStatus.Warn, "None")]
    [TestCase("N17", "2147483647", null, null, FindingStatus.Skip, "NotMeaningful")]
    [TestCase("N17, with a map", "2147483647", null, "0 100000 65536", FindingStatus.Skip, "NotMeaningful")]
    [TestCase("another number, with a map", "62857", null, "0 100000 65536", FindingStatus.Skip, "NotMeaningful")]
    [TestCase("the node's own", "2147483647", null, "0 0 4294967295", FindingStatus.Pass, "Allowed")]
    [TestCase("no Ubuntu", "62857", null, null, FindingStatus.Pass, "Allowed")]
    [TestCase("not known", null, null, null, FindingStatus.Skip, "FileNotPresent")]
    public void UserNamespaces(string id, string? most, string? appArmor, string? map, FindingStatus status, string reason)
    {
        _node["/proc/sys/user/max_user_namespaces"] = most;
        _node["/proc/sys/kernel/apparmor_restrict_unprivileged_userns"] = appArmor;
        _node["/proc/self/uid_map"] = map;
        AssertFinding<UserNamespacesAllowed>(id, status, reason);
    }

    [Test]
    public void UserNamespaces_DebiansSwitch_Forbids()
    {
        _node["/proc/sys/kernel/unprivileged_userns_clone"] = "0\n";
        AssertFinding<UserNamespacesAllowed>("Debian", FindingStatus.Warn, "SwitchedOff");
    }

    [Test]
    public void Kernel_N18_HasItsNumbers_AndANoteOnLegacyIptables()
    {
        _node["/proc/sys/kernel/osrelease"] = "6.18.0-foo\n";
        _node["/proc/modules"] = "nf_tables 1 0 - Live 0x0\n";
        Configure(null);
        Assert.That(_node.Read().Kernel.IsKnown(out var kernel) ? (kernel.Major, kernel.Minor, kernel.Text) : default, Is.EqualTo((6, 18, "6.18.0-foo")));
        AssertFinding<PacketFilterAvailable>("N18", FindingStatus.Pass, "OnlyNftables", "Kernel 6.18 is often built without legacy iptables");
    }

    [Test]
    public void Pressure_N19_IsInPercent()
    {
        Assert.That(_node.Read().MemoryPressure.IsKnown(out var pressure) ? pressure : null, Is.EqualTo(new Pressure(1.23, 0.5, 0.1)));
        Assert.That(Pressure.Parse("some avg10=1.23 avg60=0.50 avg300=0.10 total=12345"), Is.EqualTo(new Pressure(1.23, 0.5, 0.1)));
    }

    private void Configure(string? config)
    {
        if (config is null) _node["/proc/config.gz"] = null;
        else _node.WriteConfig(config);
    }

    private Finding AssertFinding<T>(string id, FindingStatus status, string reason, string message = "")
        where T : NodeCheck, new()
    {
        var finding = Evaluate<T>(_node.Read());
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), $"{id}: {finding.Message}");
        Assert.That(finding.Message, Does.Contain(message), id);
        return finding;
    }

    private static Finding Evaluate<T>(NodeFacts facts)
        where T : NodeCheck, new()
        => CheckEngine.EvaluateNode([new T()], facts, Subject.ForNode("n1")).Findings.Single();
}
