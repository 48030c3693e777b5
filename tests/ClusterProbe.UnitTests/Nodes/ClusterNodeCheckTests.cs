using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>CP7101 to CP7103, and what the status says about the nodes.</summary>
internal sealed class ClusterNodeCheckTests
{
    private static readonly string[] DockerFacts = ["overlay=supported", "iptables=both", "user-namespaces=allowed", "kernel=6.8.0"];

    [Test]
    public void Report_AllDo()
        => AssertFinding<EveryNodeReports>(WithNodes([Node("a"), Node("b")], Reports.Of("a"), Reports.Of("b")), FindingStatus.Pass, "AllReport", "All 2 nodes report.");

    [Test]
    public void Report_SomeAreSilentOrLate()
    {
        var finding = AssertFinding<EveryNodeReports>(
            WithNodes([Node("a"), Node("b"), Node("c")], Reports.Of("a"), Reports.Of("c", minutesAgo: 12)),
            FindingStatus.Warn, "SomeSilent", "1 of 3 nodes report; nothing is known of b, c.");
        Assert.That(finding.Evidence, Is.EqualTo(new[] { "c: last report 12 min ago", "b: never reported" }));
        Assert.That(finding.Required, Is.False);
    }

    [Test]
    public void Report_NoneDoes() => AssertFinding<EveryNodeReports>(WithNodes([Node("a")]), FindingStatus.Warn, "NoneReports", "0 of 1 nodes report; nothing is known of a.");

    [Test]
    public void Report_NodesWithoutAgents_AreNotExpected() => AssertFinding<EveryNodeReports>(
        WithNodes(
            [
                Node("a"),
                Node("down") with { TrueConditions = [] },
                Node("windows") with { OperatingSystem = "windows" },
                Node("virtual-node-aci-linux"),
                Node("fargate-ip-10-0-0-1"),
                Node("vk") with { Labels = ImmutableSortedDictionary<string, string>.Empty.Add("type", "virtual-kubelet") },
            ],
            Reports.Of("a")),
        FindingStatus.Pass, "AllReport", "The one node reports.");

    [Test]
    public void Report_NoNodes_IsSkipped() => AssertFinding<EveryNodeReports>(WithNodes([]), FindingStatus.Skip, "NoNodes", "There is no ready Linux node that an agent could run on.");

    [Test]
    public void Report_UnknownNodes_IsNotEvaluated() => Assert.That(Reports.Evaluate<EveryNodeReports>(Reports.Facts()).Status, Is.EqualTo(FindingStatus.Error));

    [Test]
    public void NotInstalled_IsSaidInTheSameWordsByAll()
    {
        var facts = new ClusterFacts { CollectedAt = Reports.Now, Source = "test", NodeReports = Fact.Absent<NodeReports>(), Nodes = Fact.Known(new NodeInventory([Node("a")])) };
        var findings = CheckEngine.Evaluate(CheckRegistry.All.Where(check => check.Category == Category.Node), new CheckContext(facts, Reports.Profile, Reports.Now)).Findings;
        Assert.That(findings, Has.Length.EqualTo(19));
        Assert.That(findings.Select(finding => (finding.Status, finding.Reason, finding.Message, finding.Required)).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Agree_OnEverything()
        => AssertFinding<NodesAgree>(Reports.Facts(Reports.WithFacts("a", "mtu=1500"), Reports.WithFacts("b", "mtu=1500")), FindingStatus.Pass, "Alike", "All 2 nodes that report agree.");

    [Test]
    public void Agree_PatchLevelsDiffer_IsOnlyMentioned()
        => AssertFinding<NodesAgree>(
            Reports.Facts(Reports.WithFacts("a", "kernel=6.8.0-31", "architecture=amd64"), Reports.WithFacts("b", "kernel=6.8.0-35", "architecture=arm64"), Reports.WithFacts("c")),
            FindingStatus.Pass, "Alike", "All 3 nodes that report agree. Patch levels of their kernels differ: 2 releases.");

    [Test]
    public void Agree_AFewDiffer_AreNamed()
    {
        var reports = Enumerable.Range(0, 412).Select(i => Reports.WithFacts($"ok{i:000}", "mtu=1500", "kernel=6.8.1"))
            .Concat(new[] { "n1", "n2" }.Select(node => Reports.WithFacts(node, "mtu=1450", "kernel=6.8.2")))
            .Append(Reports.WithFacts("n3", "mtu=1500", "kernel=5.15.0"));
        var finding = AssertFinding<NodesAgree>(Reports.Facts(reports), FindingStatus.Warn, "Differing", "412 of 415 nodes agree; 3 differ in kernel, mtu: n1, n2, n3.");
        Assert.That(finding.Evidence, Is.EqualTo(new[] { "kernel: 6.8 on 414; 5.15 on 1 (n3)", "mtu: 1500 on 413; 1450 on 2 (n1, n2)" }));
        Assert.That(finding.Required, Is.False);
    }

    [TestCase("inotify-watches=70000", "inotify-watches=524288", 0)]
    [TestCase("inotify-watches=8192", "inotify-watches=524288", 1)]
    [TestCase("architecture=amd64", "architecture=arm64", 0)]
    [TestCase("kernel=6.8.0", "kernel=6.9.0", 1)]
    [TestCase("kernel=weird", "kernel=6.9.0", 1)]
    [TestCase("mtu=1500", "dns=resolves", 0, Description = "what only one of them knows is not compared")]
    public void Drift_OfTwoNodes(string one, string other, int expected)
        => Assert.That(Drift.Of([Reports.WithFacts("a", one), Reports.WithFacts("b", other)]), Has.Length.EqualTo(expected));

    [TestCase(true, true, FindingStatus.Pass, "Buildable", "What works: docker-in-docker, rootless, root-builds on 2 nodes.")]
    [TestCase(false, true, FindingStatus.Pass, "Buildable", "What works: root-builds on 2 nodes.")]
    [TestCase(false, false, FindingStatus.Error, "NotKnownThere", "It is not known for all nodes whether images can be built there. Known to work: nothing on 2 nodes.", Description = "hostUsers: false is not probed")]
    public void Build_AdmissionDecides(bool privileged, bool root, FindingStatus status, string reason, string message)
        => AssertFinding<ImagesCanBeBuilt>(WithAdmission(privileged, root, Reports.WithFacts("a", DockerFacts), Reports.WithFacts("b", DockerFacts)), status, reason, message);

    [TestCase(true, FindingStatus.Pass, "Buildable")]
    [TestCase(false, FindingStatus.Fail, "DockerNowhere")]
    public void Build_DockerRequired_FailsOnlyWhereItWorksNowhere(bool privileged, FindingStatus status, string reason)
    {
        var finding = Reports.Evaluate<ImagesCanBeBuilt>(WithAdmission(privileged, true, Reports.WithFacts("a", DockerFacts)), NeedsDocker);
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
        Assert.That(finding.RequiredBy, Is.EqualTo(status == FindingStatus.Fail ? "docker-in-docker" : null));
    }

    [Test]
    public void Build_DockerRequired_NotKnown_IsNoFailure()
        => Assert.That(Reports.Evaluate<ImagesCanBeBuilt>(WithAdmission(null, null, Reports.WithFacts("a", DockerFacts)), NeedsDocker) is { Status: FindingStatus.Error, Required: false });

    [Test]
    public void Build_OneClassWithoutDocker_IsWarnedAbout()
    {
        var reports = Enumerable.Range(0, 3).Select(i => Reports.WithFacts($"n{i}", DockerFacts)).Append(Reports.WithFacts("old", "overlay=missing", "iptables=legacy", "user-namespaces=off", "kernel=4.18.0"));
        var finding = Reports.Evaluate<ImagesCanBeBuilt>(WithAdmission(true, true, [.. reports]), NeedsDocker);
        Assert.That((finding.Status, finding.Reason, finding.Message), Is.EqualTo((
            FindingStatus.Warn,
            "DockerOnSome",
            "Docker-in-Docker does not work on 1 node: the nodes' kernel has no overlay file systems (CP7002). What works: docker-in-docker, rootless, root-builds on 3 nodes; root-builds on 1 node.")));
        Assert.That(finding.Evidence[1], Does.StartWith("1 node (old): docker-in-docker does not work (the nodes' kernel has no overlay file systems (CP7002)); rootless does not work (user namespaces are off on the nodes (CP7011))"));
    }

    [Test]
    public void Evidence_OfManyNodes_CountsThemAll()
    {
        var reports = Enumerable.Range(0, 40).Select(i => Reports.WithFacts($"a{i:00}", "mtu=1500")).Concat(Enumerable.Range(0, 30).Select(i => Reports.WithFacts($"b{i:00}", "mtu=1450"))).ToArray();
        Assert.That(Reports.Evaluate<NodesAgree>(Reports.Facts(reports)).Evidence.Single(), Is.EqualTo("mtu: 1500 on 40; 1450 on 30 (b00, b01, b02, b03, b04 and 25 more)"));
        Assert.That(Reports.Evaluate<ImagesCanBeBuilt>(WithAdmission(true, true, reports)).Evidence.Single(), Does.StartWith("70 nodes (a00, a01, a02, a03, a04 and 65 more): docker-in-docker: "));
    }

    [Test]
    public void Build_WithoutBuildNamespaces_IsSkipped()
        => Assert.That(Reports.Evaluate<ImagesCanBeBuilt>(Reports.Facts(Reports.Of("a")), Reports.Profile with { BuildNamespaces = [] }).Reason, Is.EqualTo("NoLinuxBuild"));

    [TestCase(true, "6.8.0", StrategyVerdict.Works)]
    [TestCase(true, "6.1.0", StrategyVerdict.DoesNotWork)]
    [TestCase(false, "6.8.0", StrategyVerdict.DoesNotWork)]
    public void Build_ShapeInAUserNamespace(bool admitted, string kernel, StrategyVerdict expected)
    {
        var profile = Reports.Profile with { Shapes = [Reports.Profile.Shapes[0] with { HostUsers = false }] };
        var facts = Reports.Facts() with { AdmissionProbes = [Probe(ProbeVariant.AsBuilt, admitted)] };
        var node = new NodeClass(1, ["a"], ImmutableSortedDictionary<string, string>.Empty.Add("kernel", kernel));
        Assert.That(BuildStrategies.Of(facts, profile, [node]).Single().Answers.Single(answer => answer.Strategy == BuildStrategy.UserNamespaced).Verdict, Is.EqualTo(expected));
    }

    [Test]
    public void Status_SaysClassesDriftAndSilence()
    {
        var facts = WithAdmission(true, true, Reports.WithFacts("a", [.. DockerFacts, "mtu=1500"]), Reports.WithFacts("b", [.. DockerFacts, "mtu=1500"]), Reports.WithFacts("c", [.. DockerFacts, "mtu=1450"]))
            with
        { Nodes = Fact.Known(new NodeInventory([Node("a"), Node("b"), Node("c"), Node("d")])) };
        var status = NodesStatusFactory.Create(facts, Reports.Profile, Reports.Now);
        Assert.Multiple(() =>
        {
            Assert.That((status.Expected, status.Reporting, status.Summary), Is.EqualTo((4, 3, "3/4")));
            Assert.That(status.Silent, Is.EqualTo(new[] { "d" }));
            Assert.That(status.Classes.Select(entry => (entry.Nodes, string.Join(',', entry.Examples), string.Join(',', entry.Strategies))), Is.EqualTo(new[]
            {
                (2, "a,b", "docker-in-docker,rootless,root-builds"),
                (1, "c", "docker-in-docker,rootless,root-builds"),
            }));
            Assert.That(status.Classes[0].Facts["kernel"], Is.EqualTo("6.8"));
            Assert.That(status.Drift.Single() is { Fact: "mtu", Common: "1500", Agreeing: 2, Others: [{ Value: "1450", Nodes: 1 }] });
        });
    }

    [Test]
    public void Status_UnknownNodes_ExpectsNothing()
    {
        var status = NodesStatusFactory.Create(Reports.Facts(Reports.Of("a"), Reports.Of("b", minutesAgo: 60)), Reports.Profile, Reports.Now);
        Assert.That((status.Expected, status.Reporting, status.Summary, status.Silent.Length), Is.EqualTo(((int?)null, 1, "1/?", 0)));
    }

    [Test]
    public void Status_OfFiveThousandDifferentNodes_IsBounded()
    {
        var reports = Enumerable.Range(0, 5000).Select(i => Reports.WithFacts($"n{i:0000}", $"mtu={i}", "kernel=6.8.0")).ToArray();
        var facts = Reports.Facts(reports) with { Nodes = Fact.Known(new NodeInventory([.. Enumerable.Range(0, 6000).Select(i => Node($"n{i:0000}"))])) };
        var status = NodesStatusFactory.Create(facts, Reports.Profile, Reports.Now);
        Assert.That(
            (status.Classes.Length, status.Drift.Single().Others.Length, status.Silent.Length),
            Is.EqualTo((ReadinessLimits.NodeClasses, ReadinessLimits.DriftValues, ReadinessLimits.NodeExamples)));
    }

    private static Profile NeedsDocker { get; } = Reports.Profile with { Require = [Capability.DockerInDocker] };

    private static NodeFact Node(string name) => new() { Name = name, OperatingSystem = "linux", TrueConditions = ["Ready"] };

    private static ClusterFacts WithNodes(ImmutableArray<NodeFact> nodes, params NodeReport[] reports) => Reports.Facts(reports) with { Nodes = Fact.Known(new NodeInventory(nodes)) };

    /// <summary>Answers to the probes; null for one that was not judged.</summary>
    private static ClusterFacts WithAdmission(bool? privileged, bool? root, params NodeReport[] reports) => Reports.Facts(reports) with
    {
        AdmissionProbes = [Probe(ProbeVariant.Restricted, true), Probe(ProbeVariant.Privileged, privileged), Probe(ProbeVariant.Root, root)],
    };

    private static AdmissionProbe Probe(ProbeVariant variant, bool? admitted) => new("ci", Reports.Profile.Shapes[0].Name, variant)
    {
        Answer = admitted is { } answer
            ? Fact.Known(answer ? new AdmissionAnswer(true, 201, "", "") : new AdmissionAnswer(false, 403, "Forbidden", "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": privileged (...)"))
            : new(),
    };

    private static Finding AssertFinding<T>(ClusterFacts facts, FindingStatus status, string reason, string message)
        where T : Check, new()
    {
        var finding = Reports.Evaluate<T>(facts);
        Assert.That((finding.Status, finding.Reason, finding.Message), Is.EqualTo((status, reason, message)));
        return finding;
    }
}
