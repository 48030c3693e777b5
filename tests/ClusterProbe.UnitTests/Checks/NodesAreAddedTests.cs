using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.UnitTests.Quota;

namespace ClusterProbe.UnitTests.Checks;

internal sealed class NodesAreAddedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly AutoscaledNodeGroup Room = new("builds", "NoActivity", 1, 5, "");
    private static readonly UnknownCause Forbidden = new(UnknownReason.NotPermitted, "forbidden");

    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case("none", Autoscaler(), Pools(), FindingStatus.Skip, "NoAutoscaler"),
        Case("room", Autoscaler(Room), Pools(), FindingStatus.Pass, "Available"),
        Case("backoff", Autoscaler(Room with { ScaleUp = "Backoff", BackoffMessage = "QUOTA_EXCEEDED" }), Pools(), FindingStatus.Warn, "Backoff"),
        Case("unhealthy group", Autoscaler(Room with { ScaleUp = "Unhealthy" }), Pools(), FindingStatus.Warn, "NotReady"),
        Case("unhealthy cluster", Fact.Known(new ClusterAutoscalerStatus("Running", Now, [Room]) { Health = "Unhealthy" }), Pools(), FindingStatus.Warn, "NotReady"),
        Case("full", Autoscaler(Room with { TargetSize = 5 }), Pools(), FindingStatus.Warn, "AtLimit"),
        Case("size not said", Autoscaler(Room with { TargetSize = null, MaxSize = null }), Pools(), FindingStatus.Pass, "Available"),
        Case("fresh", Status(Now.AddMinutes(-5), Room), Pools(), FindingStatus.Pass, "Available"),
        Case("stale", Status(Now.AddMinutes(-6), Room), Pools(), FindingStatus.Warn, "Stopped"),
        Case("starting", Fact.Known(new ClusterAutoscalerStatus("Initializing", Now, [])), Pools(), FindingStatus.Warn, "Stopped"),
        Case("no groups", Fact.Known(new ClusterAutoscalerStatus("Running", Now, [])), Pools(), FindingStatus.Warn, "AtLimit"),
        Case("pool with room", Autoscaler(), Pools(Pool("cpu=100", "cpu=99")), FindingStatus.Pass, "Available"),
        Case("pool without limits", Autoscaler(), Pools(Pool("", "cpu=99")), FindingStatus.Pass, "Available"),
        Case("pool at its limit", Autoscaler(), Pools(Pool("cpu=100,memory=1Ti", "cpu=100,memory=1Gi")), FindingStatus.Warn, "AtLimit"),
        Case("pool at its limit of something that not every node has", Autoscaler(), Pools(Pool("cpu=100,nvidia.com/gpu=0", "cpu=10")), FindingStatus.Pass, "Available"),
        Case("pool of nothing", Autoscaler(), Pools(Pool("cpu=0", "")), FindingStatus.Warn, "AtLimit"),
        Case("pool not ready", Autoscaler(), Pools(Pool("", "") with { Ready = false, NotReadyMessage = "NodeClassNotFound: no such class" }), FindingStatus.Warn, "NotReady"),
        Case("pool of an old version", Autoscaler(), Pools(Pool("", "") with { Ready = null }), FindingStatus.Pass, "Available"),
        Case("one of two in trouble", Autoscaler(Room), Pools(Pool("cpu=0", "")), FindingStatus.Warn, "AtLimit"),
        Case("status unreadable", Fact.Unknown<ClusterAutoscalerStatus>(Forbidden), Pools(), FindingStatus.Error, "NotPermitted"),
        Case("status unreadable, pools there", Fact.Unknown<ClusterAutoscalerStatus>(Forbidden), Pools(Pool("", "")), FindingStatus.Pass, "Available"),
        Case("pools unreadable", Autoscaler(), Fact.Unknown<NodePools>(Forbidden), FindingStatus.Error, "NotPermitted"),
        Case("nothing collected", new(), new(), FindingStatus.Error, "NotCollected"),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void Evaluate_Autoscalers_SaysWhetherTheyWork(Fact<ClusterAutoscalerStatus> autoscaler, Fact<NodePools> pools, FindingStatus status, string reason)
    {
        var facts = new ClusterFacts { CollectedAt = Now, Source = "test", Autoscaling = new() { ClusterAutoscaler = autoscaler, NodePools = pools } };
        var finding = CheckEngine.Evaluate([new NodesAreAdded()], new CheckContext(facts, BuiltInProfiles.For(CiSystem.Harness), Now.AddDays(7))).Findings.Single();
        Assert.That((finding.Status, finding.Reason, finding.Required), Is.EqualTo((status, reason, false)), finding.Message);
    }

    private static Fact<ClusterAutoscalerStatus> Autoscaler(params ImmutableArray<AutoscaledNodeGroup> groups)
        => groups.IsEmpty ? Fact.Absent<ClusterAutoscalerStatus>() : Status(Now, groups);

    private static Fact<ClusterAutoscalerStatus> Status(DateTimeOffset updated, params ImmutableArray<AutoscaledNodeGroup> groups)
        => Fact.Known(new ClusterAutoscalerStatus("Running", updated, groups));

    private static Fact<NodePools> Pools(params ImmutableArray<NodePoolFact> pools) => pools.IsEmpty ? Fact.Absent<NodePools>() : Fact.Known(new NodePools(pools));

    private static NodePoolFact Pool(string limits, string resources)
        => new("builds", QuotaNotation.Quantities(limits), QuotaNotation.Quantities(resources), true, "");

    private static TestCaseData Case(string id, Fact<ClusterAutoscalerStatus> autoscaler, Fact<NodePools> pools, FindingStatus status, string reason)
        => new TestCaseData(autoscaler, pools, status, reason).SetArgDisplayNames(id);
}
