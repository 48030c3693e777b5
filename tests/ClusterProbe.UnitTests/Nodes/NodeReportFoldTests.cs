using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>What the nodes say together.</summary>
internal sealed class NodeReportFoldTests
{
    [Test]
    public void Fold_NotInstalled_IsSkipped()
        => AssertFinding(new ClusterFacts { CollectedAt = Reports.Now, Source = "test", NodeReports = Fact.Absent<NodeReports>() }, FindingStatus.Skip, "NotInstalled", "Evaluated on each node by the agent, which is not installed here.");

    [Test]
    public void Fold_NotPermitted_IsNotEvaluated()
    {
        var finding = Reports.Evaluate<MtuFitsDocker>(new ClusterFacts { CollectedAt = Reports.Now, Source = "test", NodeReports = Fact.Unknown<NodeReports>(new(UnknownReason.NotPermitted, "no")) });
        Assert.That((finding.Status, finding.Reason, finding.Required), Is.EqualTo((FindingStatus.Error, "NotPermitted", false)));
    }

    [Test]
    public void Fold_NoReports_IsSkipped() => AssertFinding(Reports.Facts(), FindingStatus.Skip, "NoNodeReports", "No node reports yet.");

    [Test]
    public void Fold_OnlyLateReports_ClaimsNothing()
        => AssertFinding(Reports.Facts(Reports.Of("n1", minutesAgo: 7), Reports.Of("n2", FindingStatus.Fail, minutesAgo: 60)), FindingStatus.Skip, "NoNodeReports", "No node reports in time. 2 reports are late and left out (CP7101).");

    [Test]
    public void Fold_AllPass() => AssertFinding(Reports.Facts(Reports.Of("n1"), Reports.Of("n2")), FindingStatus.Pass, "AllPass", "Holds on all 2 nodes that report.");

    [Test]
    public void Fold_OneNode() => AssertFinding(Reports.Facts(Reports.Of("n1")), FindingStatus.Pass, "AllPass", "Holds on the one node that reports.");

    [Test]
    public void Fold_SomeSkip_IsSaid()
        => AssertFinding(Reports.Facts(Reports.Of("n1"), Reports.Of("n2", FindingStatus.Skip)), FindingStatus.Pass, "AllPass", "Holds on 1 of 2 nodes that report; not known on the others.");

    [Test]
    public void Fold_AllSkip_IsNotKnown()
        => AssertFinding(Reports.Facts(Reports.Of("n1", FindingStatus.Skip)), FindingStatus.Skip, "NotKnownThere", "Not known on the one node that reports.");

    [Test]
    public void Fold_OfManyNodes_NamesTheWorst()
    {
        var reports = Enumerable.Range(0, 412).Select(i => Reports.Of($"ok{i:000}")).Concat(new[] { "n1", "n2", "n3" }.Select(node => Reports.Of(node, FindingStatus.Warn, "MTU is 1450."))).Append(Reports.Of("old", FindingStatus.Fail, minutesAgo: 30));
        var finding = AssertFinding(Reports.Facts(reports), FindingStatus.Warn, "Smaller", "412 of 415 nodes pass; 3 warn (n1, n2, n3): MTU is 1450. 1 report is late and left out (CP7101).");
        Assert.Multiple(() =>
        {
            Assert.That(finding.Evidence, Is.EqualTo(new[] { "n1, n2, n3: MTU is 1450." }));
            Assert.That(finding.Remediation!.Text, Is.EqualTo("fix MTU is 1450."));
            Assert.That(finding.Required, Is.False);
        });
    }

    [Test]
    public void Fold_SeveralStatuses_TheWorstCounts()
    {
        var finding = AssertFinding(
            Reports.Facts(Reports.Of("a"), Reports.Of("b", FindingStatus.Warn, "warned"), Reports.Of("c", FindingStatus.Fail, "failed"), Reports.Of("d", FindingStatus.Error, "defective"), Reports.Of("e", FindingStatus.Skip)),
            FindingStatus.Fail, "Smaller", "1 of 5 nodes pass; 1 fails (c), 1 could not be evaluated, 1 warns, 1 not known: failed");
        Assert.That(finding.Required);
    }

    [Test]
    public void Fold_ReasonOfAnotherVersion_IsNoDefect()
        => AssertFinding(Reports.Facts(Reports.Of("a", FindingStatus.Error, "defective")), FindingStatus.Error, "OtherVersion", "0 of 1 nodes pass; 1 could not be evaluated (a): defective");

    [Test]
    public void Evidence_NamesTenNodesAtMost_EqualMessagesTogether()
    {
        var reports = Enumerable.Range(0, 30).Select(i => Reports.Of($"a{i:00}", FindingStatus.Warn, "one")).Concat(Enumerable.Range(0, 5).Select(i => Reports.Of($"b{i}", FindingStatus.Warn, $"other {i}")));
        var finding = Reports.Evaluate<MtuFitsDocker>(Reports.Facts(reports));
        Assert.That(finding.Evidence, Is.EqualTo(new[] { "a00, a01, a02, a03, a04, a05, a06, a07, a08, a09 and 20 more: one" }));
        Assert.That(finding.Message, Does.StartWith("0 of 35 nodes pass; 35 warn (a00, a01, a02 and 32 more): one"));
    }

    [Test]
    public void Fold_OfACheckThatNoNodeKnowsYet_IsSkipped()
        => Assert.That(Reports.Evaluate<InotifyWatchesEnough>(Reports.Facts(Reports.Of("n1"))).Status, Is.EqualTo(FindingStatus.Skip));

    private static Finding AssertFinding(ClusterFacts facts, FindingStatus status, string reason, string message)
    {
        var finding = Reports.Evaluate<MtuFitsDocker>(facts);
        Assert.That((finding.Status, finding.Reason, finding.Message), Is.EqualTo((status, reason, message)));
        return finding;
    }
}
