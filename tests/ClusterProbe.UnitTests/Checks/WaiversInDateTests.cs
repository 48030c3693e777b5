using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Checks;

internal sealed class WaiversInDateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [TestCase(8.0, FindingStatus.Pass, "InDate")]
    [TestCase(7.0, FindingStatus.Warn, "EndsSoon")]
    [TestCase(0.1, FindingStatus.Warn, "EndsSoon")]
    [TestCase(0.0, FindingStatus.Warn, "Ended")]
    [TestCase(-100.0, FindingStatus.Warn, "Ended")]
    [TestCase(null, FindingStatus.Pass, "InDate")]
    public void Waiver_ByTheDaysThatAreLeft(double? days, FindingStatus status, string reason)
    {
        var finding = Evaluate(Waiver(days)).Single();
        Assert.That((finding.Status, finding.Reason, finding.Required), Is.EqualTo((status, reason, false)), finding.Message);
        Assert.That(finding.Remediation is null, Is.EqualTo(status == FindingStatus.Pass));
    }

    [Test]
    public void Waivers_None_IsSkipped() => Assert.That(Evaluate().Single().Reason, Is.EqualTo("NoWaivers"));

    [Test]
    public void Waivers_Several_GiveAFindingForEachThatEnds()
        => Assert.That(
            Evaluate(Waiver(3), Waiver(30), Waiver(-1) with { Code = "CP5004", Subject = null }).Select(finding => (finding.Subject.ToString(), finding.Message)),
            Is.EqualTo(new[]
            {
                ("waiver/CP1002", "The waiver of CP1002 for namespace/ci by team-ci (moving) ends at 2026-11-27 12:00 UTC: what it covers counts again from then."),
                ("waiver/CP5004", "The waiver of CP5004 by team-ci (moving) ended at 2026-11-23 12:00 UTC and no longer counts."),
            }));

    private static Waiver Waiver(double? days) => new("CP1002", "namespace/ci", "moving", "team-ci", days is { } left ? Now.AddDays(left) : null);

    private static ImmutableArray<Finding> Evaluate(params ImmutableArray<Waiver> waivers) => CheckEngine.Evaluate(
        [new WaiversInDate()],
        new CheckContext(new ClusterFacts { CollectedAt = Now, Source = "test" }, BuiltInProfiles.For(CiSystem.Harness) with { Waivers = waivers }, Now)).Findings;
}
