using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Checks;

/// <summary>The checks on room for builds, on a build that asks for cpu 500m and memory 1Gi.</summary>
internal sealed class SlotsChecksTests
{
    private static readonly UnknownCause Forbidden = new(UnknownReason.NotPermitted, "nodes is forbidden");

    private static readonly Profile Profile = BuiltInProfiles.For(CiSystem.Jenkins) with { BuildNamespaces = ["ci"] };

    private static readonly AdmissionProbe AdmittedAsDeclared = new("ci", Profile.Shapes[0].Name, ProbeVariant.AsBuilt)
    {
        Answer = Fact.Known(new AdmissionAnswer(true, 201, "", "")
        {
            Pod = new PodView { Containers = [.. Profile.Shapes[0].Containers.Select(container => new ContainerView(container.Name, container.Image, "", container.Requests, container.Limits))] },
        }),
    };

    private static IEnumerable<TestCaseData> FitCases =>
    [
        Case("slots", Facts(Node("a"), Node("b") with { Unschedulable = true }, Node("c") with { Taints = [new("gpu", "true", "NoSchedule")] }), FindingStatus.Pass, "SlotsFree", "4 slots on 1 of 3 nodes (1 cordoned, 1 tainted gpu=true)."),
        Case("one", Facts(Node("a", cpu: 500)), FindingStatus.Pass, "SlotsFree", "1 slot on 1 of 1 node."),
        Case("used", Using(Facts(Node("a"), Node("b")), ("a", 1000, 1)), FindingStatus.Pass, "SlotsFree", "6 slots on 2 of 2 nodes."),
        Case("full", Using(Facts(Node("a")), ("a", 1900, 1)), FindingStatus.Warn, "NodesFull", "No node has room for a build pod now (1 with too little cpu left). 4 slots would be free on empty nodes."),
        Case("too small", Facts(Node("a", cpu: 400)), FindingStatus.Fail, "NoNodeFits", "No node takes a build pod, even when empty (1 with too little cpu even when empty)."),
        Case("not ready", Facts(Node("a") with { TrueConditions = [] }), FindingStatus.Fail, "NoNodeFits", "No node takes a build pod, even when empty (1 not Ready)."),
        Case("no nodes", Facts(), FindingStatus.Fail, "NoNodeFits", "There is no node."),
        Case("elastic", Elastic(Facts(Node("a", cpu: 400))), FindingStatus.Warn, "NeedsNewNode", "No node takes a build pod, even when empty (1 with too little cpu even when empty). Builds wait until one that does is added: NodePool builds can add nodes."),
        Case("autoscaling unknown", Facts(Node("a", cpu: 400)) with { Autoscaling = new() }, FindingStatus.Error, "NotCollected", null),
        Case("nodes unknown", Facts() with { Nodes = Fact.Unknown<NodeInventory>(Forbidden) }, FindingStatus.Error, "NotPermitted", null),
        Case("pods unknown", Facts(Node("a")) with { Pods = Fact.Unknown<PodInventory>(Forbidden) }, FindingStatus.Error, "NotPermitted", null),
        Case("pods unknown, and it does not matter", Facts(Node("a", cpu: 400)) with { Pods = Fact.Unknown<PodInventory>(Forbidden) }, FindingStatus.Fail, "NoNodeFits", null),
        Case("admitted with a sidecar", Admitted(Facts(Node("a"))), FindingStatus.Pass, "SlotsFree", "2 slots on 1 of 1 node."),
    ];

    private static IEnumerable<TestCaseData> ParallelCases =>
    [
        Case("enough", Facts(Node("a")), FindingStatus.Pass, "EnoughSlots", "4 slots for 4 parallel builds."),
        Case("in the way", Using(Facts(Node("a")), ("a", 500, 1)), FindingStatus.Warn, "EnoughWhenEmpty", "3 slots now for 4 parallel builds; empty nodes would have 4."),
        Case("too few", Facts(Node("a", cpu: 1999)), FindingStatus.Fail, "TooFewSlots", "3 slots for 4 parallel builds, even when the nodes are empty."),
        Case("elastic", Elastic(Facts(Node("a", cpu: 1999))), FindingStatus.Warn, "NeedsNewNodes", null),
        Case("pods unknown", Facts(Node("a")) with { Pods = Fact.Unknown<PodInventory>(Forbidden) }, FindingStatus.Error, "NotPermitted", null),
    ];

    private static IEnumerable<TestCaseData> DiskCases =>
    [
        Case("roomy", Facts(Node("a"), Node("b")), FindingStatus.Pass, "DiskFree", "No node is under disk pressure; the smallest allows 100Gi of ephemeral storage."),
        Case("not reported", Facts(Node("a", disk: 0)), FindingStatus.Pass, "DiskFree", "No node is under disk pressure. How large the disks are is not reported."),
        Case("small", Facts(Node("a"), Node("b", disk: 9L << 30)), FindingStatus.Warn, "SmallDisks", "1 of 2 nodes allow less than 10Gi of ephemeral storage, the smallest 9Gi: b."),
        Case("some", Facts(Node("a"), UnderPressure("b")), FindingStatus.Warn, "SomeNodesShort", "1 of 2 nodes that builds can run on are short of disk: b."),
        Case("all", Facts(UnderPressure("a"), Node("b") with { Unschedulable = true }), FindingStatus.Fail, "AllNodesShort", "All nodes that builds can run on are short of disk: a."),
        Case("none for builds", Facts(Node("a") with { Unschedulable = true }), FindingStatus.Skip, "NoNode", null),
        Case("nodes unknown", Facts() with { Nodes = Fact.Unknown<NodeInventory>(Forbidden) }, FindingStatus.Error, "NotPermitted", null),
    ];

    private static IEnumerable<TestCaseData> ScaleDownCases =>
    [
        Case("no autoscaler", Facts(Node("a")), FindingStatus.Pass, "NothingScalesDown", null),
        Case("unknown", Facts(Node("a")) with { Autoscaling = new() }, FindingStatus.Error, "NotCollected", null),
        Case("Karpenter", Elastic(Facts(Node("a"))), FindingStatus.Warn, "NotProtected", "Karpenter may take the node from under a running build: the pod has no annotation against it."),
        Case("Karpenter by its nodes", Facts(Labelled("a", "karpenter.sh/nodepool", "x")), FindingStatus.Warn, "NotProtected", null),
        Case("spared", Admitted(Elastic(Facts(Node("a"))), "karpenter.sh/do-not-disrupt", "true"), FindingStatus.Pass, "Protected", "Karpenter spares the pod: karpenter.sh/do-not-disrupt: \"true\"."),
        Case("the other annotation", Admitted(Elastic(Facts(Node("a"))), "cluster-autoscaler.kubernetes.io/safe-to-evict", "false"), FindingStatus.Warn, "NotProtected", null),
        Case("spot", Facts(Node("a"), Labelled("b", "eks.amazonaws.com/capacityType", "SPOT")), FindingStatus.Warn, "SpotNodes", "1 of 2 nodes for builds are spot nodes: the provider takes them back at any time, and the builds on them fail."),
        Case("spot that builds avoid", Facts(Node("a"), Labelled("b", "cloud.google.com/gke-spot", "true") with { Taints = [new("spot", "", "NoSchedule")] }), FindingStatus.Pass, "NothingScalesDown", null),
    ];

    [TestCaseSource(nameof(FitCases))]
    public void BuildPodFits_Facts_Finding(ClusterFacts facts, FindingStatus status, string reason, string? message) => Evaluate("CP5001", facts, status, reason, message);

    [TestCaseSource(nameof(ParallelCases))]
    public void EnoughParallelSlots_Facts_Finding(ClusterFacts facts, FindingStatus status, string reason, string? message) => Evaluate("CP5008", facts, status, reason, message);

    [TestCaseSource(nameof(DiskCases))]
    public void NodesHaveDisk_Facts_Finding(ClusterFacts facts, FindingStatus status, string reason, string? message) => Evaluate("CP5006", facts, status, reason, message);

    [TestCaseSource(nameof(ScaleDownCases))]
    public void BuildsSurviveScaleDown_Facts_Finding(ClusterFacts facts, FindingStatus status, string reason, string? message) => Evaluate("CP5004", facts, status, reason, message);

    [Test]
    public void Slots_PodOfFargate_AreNotCounted([Values("CP5001", "CP5004", "CP5008")] string code)
        => Assert.That(Find(code, Admitted(Facts(), scheduler: "fargate-scheduler"), Profile).Reason, Is.EqualTo("NodePerPod"));

    [Test]
    public void EnoughParallelSlots_LoadNotSaid_Skips()
        => Assert.That(Find("CP5008", Facts(Node("a")), Profile).Reason, Is.EqualTo("LoadNotSaid"));

    [Test]
    public void BuildPodFits_NoRoom_CarriesTheSchedulersWords()
    {
        var finding = Find("CP5001", Facts(Node("a", cpu: 400), Node("b") with { Unschedulable = true }), Profile);
        Assert.That(finding.Evidence, Is.EqualTo(new[] { "the pod asks for cpu 500m, memory 1Gi", "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable." }));
    }

    [Test]
    public void BuildPodFits_NoRoom_AdvisesOnWhatEmptyingTheNodeWouldNotMend()
    {
        var small = Node("a") with { Allocatable = Node("a").Allocatable.With("memory", 1 << 20) };
        Assert.That(Find("CP5001", Using(Facts(small), ("a", 1900, 1)), Profile).Remediation!.Text, Does.StartWith("Lower what the build asks of memory"));
    }

    private static IEnumerable<TestCaseData> AdviceCases =>
    [
        Advice("not ready", [NotReady("a"), NotReady("b"), Gpu("c")], "Repair a, b: they would take a build pod."),
        Advice("one not ready among many of a special pool", [NotReady("a"), Gpu("b"), Gpu("c")], "Repair a: it would take a build pod."),
        Advice("a passing taint", [Node("a") with { Taints = [new("node.kubernetes.io/not-ready", "", "NoExecute")] }, Gpu("b")], "Find out with kubectl describe node why a has the taint node.kubernetes.io/not-ready"),
        Advice("cordoned", [Node("a") with { Unschedulable = true }, Gpu("b")], "Uncordon a if it is meant for builds"),
        Advice("not ready, and too small", [Node("a", cpu: 1) with { TrueConditions = [] }, Gpu("b")], "Lower what the build asks of cpu"),
        Advice("not ready, of the special pool", [Gpu("a") with { TrueConditions = [] }], "Give the build pods a toleration of the taint gpu=true"),
        Advice("the special pool only", [Gpu("a"), Gpu("b")], "Give the build pods a toleration of the taint gpu=true"),
        Advice("none", [], "Add a node."),
    ];

    [TestCaseSource(nameof(AdviceCases))]
    public void BuildPodFits_NoRoom_AdvisesOnTheNodesThatOnlyHaveToBeInOrder(NodeFact[] nodes, string advice)
        => Assert.That(Find("CP5001", Facts(nodes), Profile).Remediation!.Text, Does.StartWith(advice));

    [Test]
    public void BuildPodFits_NoRoomBesideDaemonSets_AdvisesOnTheSizeOfNodes()
    {
        var usage = new NodeUsage(ResourceList.Of(("cpu", 1900)), 1, []) { Residents = new NodeUsage(ResourceList.Of(("cpu", 1900)), 1, []) };
        var facts = Facts(Node("a")) with { Pods = Fact.Known(new PodInventory { UsageByNode = ImmutableSortedDictionary<string, NodeUsage>.Empty.Add("a", usage) }) };
        Assert.That(Find("CP5001", facts, Profile).Remediation!.Text, Does.StartWith("Lower what the build asks of cpu"));
    }

    [Test]
    public void BuildPodFits_Room_NamesTheLargest()
    {
        var finding = Find("CP5001", Using(Facts(Node("a"), Node("b")), ("a", 100, 1)), Profile);
        Assert.That(finding.Evidence, Does.Contain("the largest room for one pod is on node b: cpu 2, memory 64Gi"));
    }

    private static void Evaluate(string code, ClusterFacts facts, FindingStatus status, string reason, string? message)
    {
        var finding = Find(code, facts, Profile with { Load = new BuildLoad(ParallelBuilds: 4) });
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
        if (message is not null) Assert.That(finding.Message, Is.EqualTo(message));
    }

    private static Finding Find(string code, ClusterFacts facts, Profile profile)
        => CheckEngine.Evaluate(CheckRegistry.All.Where(check => check.Code == code), new CheckContext(facts, profile, facts.CollectedAt)).Findings.Single();

    private static ClusterFacts Facts(params IEnumerable<NodeFact> nodes) => new()
    {
        CollectedAt = DateTimeOffset.UnixEpoch,
        Source = "test",
        Nodes = Fact.Known(new NodeInventory([.. nodes])),
        Pods = Fact.Known(new PodInventory()),
        AdmissionProbes = [AdmittedAsDeclared],
        Autoscaling = new()
        {
            ClusterAutoscaler = Fact.Absent<ClusterAutoscalerStatus>(),
            NodePools = Fact.Absent<NodePools>(),
            NodeClaims = Fact.Absent<NodeClaims>(),
        },
    };

    private static NodeFact Node(string name, long cpu = 2000, long disk = 100L << 30) => new()
    {
        Name = name,
        TrueConditions = ["Ready"],
        Allocatable = ResourceList.Of(("cpu", cpu), ("memory", 64L << 30), ("pods", 110), ("ephemeral-storage", disk)),
    };

    private static NodeFact NotReady(string name) => Node(name) with { TrueConditions = [], Taints = [new("node.kubernetes.io/not-ready", "", "NoExecute")] };

    private static NodeFact Gpu(string name) => Node(name) with { Taints = [new("gpu", "true", "NoSchedule")] };

    private static TestCaseData Advice(string name, NodeFact[] nodes, string text) => new TestCaseData(nodes, text).SetArgDisplayNames(name);

    private static NodeFact Labelled(string name, string label, string value)
        => Node(name) with { Labels = ImmutableSortedDictionary<string, string>.Empty.Add(label, value) };

    private static NodeFact UnderPressure(string name)
        => Node(name) with { TrueConditions = ["Ready", "DiskPressure"], Taints = [new("node.kubernetes.io/disk-pressure", "", "NoSchedule")] };

    private static ClusterFacts Using(ClusterFacts facts, params IEnumerable<(string Node, long Cpu, int Pods)> used)
        => facts with
        {
            Pods = Fact.Known(new PodInventory
            {
                UsageByNode = used.ToImmutableSortedDictionary(usage => usage.Node, usage => new NodeUsage(ResourceList.Of(("cpu", usage.Cpu)), usage.Pods, [])),
            }),
        };

    private static ClusterFacts Elastic(ClusterFacts facts)
        => facts with
        {
            Autoscaling = facts.Autoscaling with
            {
                NodePools = Fact.Known(new NodePools([new("builds", ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty, true, "")])),
            },
        };

    /// <summary>The cluster adds a sidecar that asks for as much as the build, and an annotation.</summary>
    private static ClusterFacts Admitted(ClusterFacts facts, string annotation = "a", string value = "b", string scheduler = "default-scheduler")
    {
        var build = Profile.Shapes[0].Containers[0];
        var pod = new PodView
        {
            SchedulerName = scheduler,
            Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(annotation, value),
            Containers = [new(build.Name, build.Image, "", build.Requests, build.Limits)],
            InitContainers = [new("proxy", build.Image, "Always", build.Requests, build.Limits)],
        };
        var probe = new AdmissionProbe("ci", Profile.Shapes[0].Name, ProbeVariant.AsBuilt) { Answer = Fact.Known(new AdmissionAnswer(true, 201, "", "") { Pod = pod }) };
        return facts with { AdmissionProbes = [probe] };
    }

    private static TestCaseData Case(string name, ClusterFacts facts, FindingStatus status, string reason, string? message)
        => new TestCaseData(facts, status, reason, message).SetArgDisplayNames(name);
}
