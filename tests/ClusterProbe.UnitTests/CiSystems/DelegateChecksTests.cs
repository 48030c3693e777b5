using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.CiSystems;

internal sealed class DelegateChecksTests
{
    private static readonly CiWorkload Delegate = new()
    {
        Kind = "Deployment",
        Namespace = "delegates",
        Name = "one",
        Replicas = 2,
        ReadyReplicas = 2,
        Requests = Amounts(500, 2048L << 20),
        Selector = Selector("one"),
        PodLabels = Labels("one"),
    };

    [TestCase(2, 2, FindingStatus.Pass, "Ready")]
    [TestCase(2, 1, FindingStatus.Warn, "NotAllReady")]
    [TestCase(2, 0, FindingStatus.Fail, "NotReady")]
    [TestCase(0, 0, FindingStatus.Warn, "ScaledDown")]
    public void Ready_Replicas(int wanted, int ready, FindingStatus status, string reason)
        => Assert.That(
            Evaluate(new DelegateReady(), Delegate with { Replicas = wanted, ReadyReplicas = ready }).Select(finding => (finding.Status, finding.Reason)),
            Is.EqualTo(new[] { (status, reason) }));

    [Test]
    public void Ready_NoDelegate_MayRunElsewhere()
        => Assert.That(Evaluate(new DelegateReady()).Single(), Has.Property(nameof(Finding.Status)).EqualTo(FindingStatus.Warn));

    [Test]
    public void Ready_NoDelegateAndDeploymentsUnknown_IsNotEvaluated()
        => Assert.That(Evaluate(new DelegateReady(), new CiWorkloadInventory([]) { ControllersUnknown = UnknownCause.NotCollected }).Single().Status, Is.EqualTo(FindingStatus.Error));

    [TestCase(20, FindingStatus.Pass)]
    [TestCase(21, FindingStatus.Warn)]
    public void Sized_TenBuildsForEachReplica(int builds, FindingStatus expected)
        => Assert.That(Evaluate(new DelegatesSized(), builds, Delegate).Single().Status, Is.EqualTo(expected));

    [TestCase(500, 2_000_000_000, false)]
    [TestCase(499, 2_000_000_000, true)]
    [TestCase(500, 1_999_999_999, true)]
    public void Sized_SmallReplica_IsToldApart(long cpu, long memory, bool tooSmall)
        => Assert.That(
            Evaluate(new DelegatesSized(), 1, Delegate with { Requests = Amounts(cpu, memory) }).Any(finding => finding.Reason == "ReplicasTooSmall"),
            Is.EqualTo(tooSmall));

    [Test]
    public void Sized_LoadNotSaid_IsSkipped()
        => Assert.That(Evaluate(new DelegatesSized(), Delegate).Single().Status, Is.EqualTo(FindingStatus.Skip));

    [TestCase("delegates", "delegate", "delegate", FindingStatus.Warn)]
    [TestCase("delegates", "one", "two", FindingStatus.Pass)]
    [TestCase("others", "delegate", "delegate", FindingStatus.Pass)]
    public void Selectors_OfTwoDelegates(string secondNamespace, string first, string second, FindingStatus expected)
        => Assert.That(
            Evaluate(
                new DelegateSelectorsDisjoint(),
                Delegate with { Selector = Selector(first), PodLabels = Labels(first) },
                Delegate with { Namespace = secondNamespace, Name = "two", Selector = Selector(second), PodLabels = Labels(second) }).Single().Status,
            Is.EqualTo(expected));

    [Test]
    public void Selectors_DeploymentsUnknown_NeverPass()
        => Assert.That(
            Evaluate(new DelegateSelectorsDisjoint(), new CiWorkloadInventory([Delegate]) { ControllersUnknown = UnknownCause.NotCollected }).Single().Status,
            Is.EqualTo(FindingStatus.Error));

    [Test]
    public void Any_OtherCiSystem_IsSkipped([Values] CiSystem system)
    {
        if (system == CiSystem.Harness) return;
        Assert.That(Evaluate(new DelegateReady(), BuiltInProfiles.For(system), new CiWorkloadInventory([Delegate])).Single().Status, Is.EqualTo(FindingStatus.Skip));
    }

    private static ImmutableSortedDictionary<string, string> Labels(string name) => ImmutableSortedDictionary<string, string>.Empty.Add("harness.io/name", name);

    private static LabelSelector Selector(string name) => new(Labels(name), []);

    private static ResourceList Amounts(long cpu, long memory) => new(ImmutableSortedDictionary<string, long>.Empty.Add("cpu", cpu).Add("memory", memory));

    private static ImmutableArray<Finding> Evaluate(Check check, params ImmutableArray<CiWorkload> delegates) => Evaluate(check, new CiWorkloadInventory(delegates));

    private static ImmutableArray<Finding> Evaluate(Check check, int parallelBuilds, params ImmutableArray<CiWorkload> delegates)
        => Evaluate(check, BuiltInProfiles.For(CiSystem.Harness) with { Load = new BuildLoad(parallelBuilds) }, new CiWorkloadInventory(delegates));

    private static ImmutableArray<Finding> Evaluate(Check check, CiWorkloadInventory inventory) => Evaluate(check, BuiltInProfiles.For(CiSystem.Harness), inventory);

    private static ImmutableArray<Finding> Evaluate(Check check, Profile profile, CiWorkloadInventory inventory)
        => CheckEngine.Evaluate(
            [check],
            new CheckContext(
                new ClusterFacts { CollectedAt = DateTimeOffset.UnixEpoch, Source = "test", CiSystem = new CiSystemFacts { Workloads = Fact.Known(inventory) } },
                profile,
                DateTimeOffset.UnixEpoch)).Findings;
}
