using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>The checks of a node, on one changed file or fact each.</summary>
internal sealed class NodeCheckTests
{
    private static readonly BuildEndpoint Declared = new("a", "a.example", 443, Tls: true);

    [TestCase("CP7001", "/sys/fs/cgroup/cgroup.controllers", "cpu io memory pids", FindingStatus.Warn, "ControllersMissing")]
    [TestCase("CP7001", "/sys/fs/cgroup/cgroup.controllers", null, FindingStatus.Pass, "VersionTwo")]
    [TestCase("CP7003", "/proc/modules", "ip_tables 1 0 -", FindingStatus.Pass, "Available")]
    [TestCase("CP7007", "/proc/sys/fs/inotify/max_user_watches", "65535", FindingStatus.Warn, "Low")]
    [TestCase("CP7007", "/proc/sys/fs/inotify/max_user_watches", "65536", FindingStatus.Pass, "High")]
    [TestCase("CP7008", "/proc/sys/vm/max_map_count", "262144", FindingStatus.Pass, "High")]
    [TestCase("CP7008", "/proc/sys/vm/max_map_count", "65530", FindingStatus.Pass, "KernelDefault")]
    [TestCase("CP7008", "/proc/sys/vm/max_map_count", "65529", FindingStatus.Warn, "Low")]
    [TestCase("CP7012", "/proc/sys/kernel/keys/root_maxkeys", "200", FindingStatus.Warn, "Low")]
    [TestCase("CP7012", "/proc/sys/kernel/keys/root_maxkeys", "10000", FindingStatus.Pass, "High")]
    [TestCase("CP7013", "/proc/pressure/memory", "some avg10=1.23 avg60=0.50 avg300=10.00 total=1", FindingStatus.Warn, "UnderPressure")]
    [TestCase("CP7013", "/proc/pressure/memory", null, FindingStatus.Skip, "FileNotPresent")]
    public void File_Changed(string code, string path, string? text, FindingStatus status, string reason)
    {
        using var node = FakeNode.Healthy();
        node[path] = text;
        AssertFinding(Evaluate(code, node.Read()), status, reason);
    }

    [TestCase("1024", "65535", FindingStatus.Warn, "Low")]
    [TestCase("1024", "65536", FindingStatus.Pass, "High")]
    [TestCase("unlimited", "unlimited", FindingStatus.Pass, "High")]
    public void OpenFiles(string soft, string hard, FindingStatus status, string reason)
    {
        using var node = FakeNode.Healthy();
        node["/proc/self/limits"] = FakeNode.Limits(soft, hard);
        AssertFinding(Evaluate("CP7010", node.Read()), status, reason);
    }

    [TestCase("CONFIG_X=y", FindingStatus.Warn, "NoneAvailable")]
    [TestCase("CONFIG_IP_NF_NAT=y\nCONFIG_IP_NF_TARGET_MASQUERADE=m", FindingStatus.Pass, "Available")]
    [TestCase("CONFIG_NF_TABLES=y\nCONFIG_NFT_NAT=y\nCONFIG_NFT_MASQ=y", FindingStatus.Pass, "OnlyNftables")]
    public void PacketFilter_OfTheConfigurationAlone(string config, FindingStatus status, string reason)
    {
        using var node = FakeNode.Healthy();
        node["/proc/modules"] = "";
        node.WriteConfig(config);
        AssertFinding(Evaluate("CP7003", node.Read()), status, reason);
    }

    [TestCase(null, 0.1, FindingStatus.Pass, "Resolves")]
    [TestCase(null, 1.0, FindingStatus.Warn, "Slow")]
    [TestCase(EndpointFailure.NameNotFound, 0.1, FindingStatus.Fail, "NameNotFound")]
    [TestCase(EndpointFailure.NameTimedOut, 8.0, FindingStatus.Fail, "NameTimedOut")]
    public void Dns(EndpointFailure? failure, double seconds, FindingStatus status, string reason)
        => AssertFinding(Evaluate("CP7014", Facts with { ClusterDns = new("kubernetes.default.svc", failure, TimeSpan.FromSeconds(seconds)) }), status, reason);

    [TestCase(0, 0, FindingStatus.Pass, "Agrees")]
    [TestCase(5.4, 0.5, FindingStatus.Pass, "Agrees")]
    [TestCase(5.6, 0.5, FindingStatus.Warn, "SomewhatOff")]
    [TestCase(-60, 0.5, FindingStatus.Warn, "SomewhatOff")]
    [TestCase(300.4, 0.5, FindingStatus.Warn, "SomewhatOff")]
    [TestCase(-301, 0.5, FindingStatus.Fail, "FarOff")]
    public void Clock(double seconds, double uncertainty, FindingStatus status, string reason)
        => AssertFinding(Evaluate("CP7016", Facts with { ClockSkew = new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(uncertainty)) }), status, reason);

    [TestCase(47.2, "The clock is more than 30 s ahead of the API server's: builds that compare times of files or sign requests go wrong.")]
    [TestCase(48.9, "The clock is more than 30 s ahead of the API server's: builds that compare times of files or sign requests go wrong.")]
    [TestCase(-7200, "The clock is more than an hour behind the API server's: tokens and certificates are refused as expired or not valid yet.")]
    public void Clock_IsDescribedInSteps_SoThatANodeDoesNotWriteEachMinute(double seconds, string message)
        => Assert.That(Evaluate("CP7016", Facts with { ClockSkew = new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(0.5)) }).Message, Is.EqualTo(message));

    [Test]
    public void Endpoints_WithoutAny_AreSkipped() => AssertFinding(Evaluate("CP7015", Facts with { Endpoints = [] }), FindingStatus.Skip, "NoEndpoints");

    [Test]
    public void Endpoints_AllReached_Pass() => AssertFinding(Evaluate("CP7015", Facts with { Endpoints = [Result(Declared, null)] }), FindingStatus.Pass, "Reachable");

    [Test]
    public void Endpoints_DeclaredAndNotReached_Fail()
    {
        var finding = Evaluate("CP7015", Facts with { Endpoints = [Result(Declared with { Assumed = true }, EndpointFailure.NoRoute), Result(Declared, EndpointFailure.ConnectionRefused), Result(Declared, null)] });
        AssertFinding(finding, FindingStatus.Fail, "ConnectionRefused");
        Assert.That(finding.Message, Does.StartWith("2 of 3 endpoints can't be reached: tls://a.example:443 (it refuses the connection);"));
    }

    [Test]
    public void Endpoints_OnlyAssumed_AreNoMoreThanAWarning()
    {
        var finding = Evaluate("CP7015", Facts with { Endpoints = [Result(Declared with { Assumed = true }, EndpointFailure.CertificateUntrusted)] });
        AssertFinding(finding, FindingStatus.Warn, "CertificateUntrusted");
        Assert.That(finding.Required, Is.False);
    }

    [Test]
    public void Failures_HaveWordsAndAdvice()
        => Assert.That(Enum.GetValues<EndpointFailure>().Select(failure => EndpointFailures.TextOf(failure) + EndpointFailures.AdviceOn(failure)), Has.All.Not.Empty);

    [Test]
    public void Defect_OfOneCheck_CostsOnlyItself()
    {
        var findings = CheckEngine.EvaluateNode([new Broken(), .. CheckRegistry.All.OfType<NodeCheck>()], Facts, Subject.ForNode("n1")).Findings;
        Assert.That(findings.Count(finding => finding.Status == FindingStatus.Error), Is.EqualTo(1));
        Assert.That(findings.Select(finding => finding.Subject), Is.All.EqualTo(Subject.ForNode("n1")));
    }

    private static NodeFacts Facts { get; } = new() { CollectedAt = DateTimeOffset.UnixEpoch };

    private static EndpointResult Result(BuildEndpoint endpoint, EndpointFailure? failure) => new("ci", endpoint) { Failure = failure };

    private static Finding Evaluate(string code, NodeFacts facts)
        => CheckEngine.EvaluateNode(CheckRegistry.All.OfType<NodeCheck>().Where(check => check.Code == code), facts, Subject.ForNode("n1")).Findings.Single();

    private static void AssertFinding(Finding finding, FindingStatus status, string reason)
    {
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
        if (status is FindingStatus.Warn or FindingStatus.Fail) Assert.That(finding.Remediation, Is.Not.Null);
        if (status == FindingStatus.Warn) Assert.That(finding.Required, Is.False);
    }

    private sealed class Broken : NodeCheck
    {
        public override string Code => "CP7099";

        public override string Title => "it breaks";

        protected override ImmutableArray<string> OwnReasons => [];

        public override Finding Evaluate(NodeFacts facts, Subject node) => throw new InvalidOperationException("boom");
    }
}
