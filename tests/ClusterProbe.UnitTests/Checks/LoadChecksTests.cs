using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Checks;

/// <summary>The checks on what the profile says: CP5005, CP6007.</summary>
internal sealed class LoadChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [TestCase(100, 19, 3920, 7, false, FindingStatus.Pass, "LargeEnough")]
    [TestCase(100, 18, 3920, 7, false, FindingStatus.Warn, "TooSmall")]
    [TestCase(100, 18, 3920, 7, true, FindingStatus.Pass, "NodesAreAdded")]
    [TestCase(100, 11, 7910, 13, false, FindingStatus.Pass, "LargeEnough")]
    [TestCase(100, 10, 7910, 13, false, FindingStatus.Warn, "TooSmall")]
    [TestCase(100, 19, 3920, 3, false, FindingStatus.Warn, "TooSmall", TestName = "Size_TooLittleMemoryForTheCpus_CountsLess")]
    [TestCase(null, 1, 3920, 7, false, FindingStatus.Skip, "LoadNotSaid")]
    [TestCase(100, 0, 0, 0, false, FindingStatus.Warn, "TooSmall")]
    public void Size_OfTheCluster_IsComparedWithTheTable(int? pullRequests, int nodes, long milliCpu, int gibibytes, bool grows, FindingStatus status, string reason)
    {
        var node = new NodeFact { Name = "node", TrueConditions = ["Ready"], Allocatable = ResourceList.Of(("cpu", milliCpu), ("memory", (long)gibibytes << 30)) };
        var facts = new ClusterFacts
        {
            CollectedAt = Now,
            Source = "test",
            Nodes = Fact.Known(new NodeInventory([.. Enumerable.Repeat(node, nodes), node with { Unschedulable = true }, node with { TrueConditions = [] }])),
            Autoscaling = new()
            {
                ClusterAutoscaler = grows ? Fact.Known(new ClusterAutoscalerStatus("Running", Now, [new("a", "NoActivity", 1, 9, "")])) : Fact.Absent<ClusterAutoscalerStatus>(),
            },
        };
        var finding = Find(new ClusterSizedForLoad(), facts, profile => profile with { Load = new(PullRequestsPerDay: pullRequests) }).Single();
        Assert.That((finding.Status, finding.Reason, finding.Required), Is.EqualTo((status, reason, false)), finding.Message);
    }

    [Test]
    public void Size_UnknownNodes_IsNotEvaluated()
        => Assert.That(
            Find(new ClusterSizedForLoad(), NoFacts, profile => profile with { Load = new(PullRequestsPerDay: 1) }).Single().Status, Is.EqualTo(FindingStatus.Error));

    [TestCase("kmpySmUISimoRrJL6NL73w", FindingStatus.Pass, "Kept")]
    [TestCase("_abc", FindingStatus.Warn, "Dropped")]
    [TestCase("a", FindingStatus.Warn, "Dropped")]
    [TestCase("", FindingStatus.Warn, "Dropped")]
    public void Labels_OfAnAccount(string id, FindingStatus status, string reason)
    {
        var finding = Find(new BuildLabelsKept(), NoFacts, profile => profile with { Harness = new(AccountId: id) }).Single();
        Assert.That((finding.Status, finding.Reason, finding.Subject.ToString()), Is.EqualTo((status, reason, "label/accountID")));
    }

    [Test]
    public void Labels_TooLong_FailOnlyWhereHarnessDoesNotCutThem()
    {
        var id = new string('x', 64);
        var findings = Find(new BuildLabelsKept(), NoFacts, profile => profile with { Harness = new(id, id, id, id, id) });
        Assert.That(findings.Select(finding => finding.Status), Is.EqualTo(
            new[] { FindingStatus.Fail, FindingStatus.Warn, FindingStatus.Warn, FindingStatus.Warn, FindingStatus.Fail }));
    }

    [Test]
    public void Labels_WithoutIds_AreSkipped()
        => Assert.That(Find(new BuildLabelsKept(), NoFacts, profile => profile).Single().Reason, Is.EqualTo("NoIds"));

    [Test]
    public void Labels_OfOtherSystems_AreSkipped()
        => Assert.That(Find(new BuildLabelsKept(), NoFacts, profile => profile with { Harness = null }).Single().Reason, Is.EqualTo("NotHarness"));

    private static ClusterFacts NoFacts { get; } = new() { CollectedAt = Now, Source = "test" };

    private static ImmutableArray<Finding> Find(Check check, ClusterFacts facts, Func<Profile, Profile> adjust)
        => CheckEngine.Evaluate([check], new CheckContext(facts, adjust(BuiltInProfiles.For(CiSystem.Harness)), Now)).Findings;
}
