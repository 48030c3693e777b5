using ClusterProbe.Core.Findings;

namespace ClusterProbe.UnitTests.Findings;

internal sealed class ExitCodesTests
{
    private static readonly Waiver Accepted = new("CP1001", null, "accepted", "team-ci", null);

    [TestCase(false, ExitCode.Ready)]
    [TestCase(false, ExitCode.Ready, FindingStatus.Pass, FindingStatus.Skip)]
    [TestCase(false, ExitCode.Ready, FindingStatus.Warn)]
    [TestCase(true, ExitCode.Warnings, FindingStatus.Warn, FindingStatus.Pass)]
    [TestCase(true, ExitCode.Ready, FindingStatus.Pass)]
    [TestCase(true, ExitCode.Unknown, FindingStatus.Error, FindingStatus.Warn)]
    [TestCase(false, ExitCode.NotReady, FindingStatus.Fail, FindingStatus.Error)]
    [TestCase(true, ExitCode.NotReady, FindingStatus.Error, FindingStatus.Fail, FindingStatus.Warn)]
    public void For_TakesTheFirstThatApplies(bool failOnWarnings, ExitCode expected, params FindingStatus[] statuses)
        => Assert.That(ExitCodes.For(Evaluation(statuses), failOnWarnings), Is.EqualTo(expected));

    [TestCase(FindingStatus.Fail)]
    [TestCase(FindingStatus.Warn)]
    [TestCase(FindingStatus.Error)]
    public void For_WaivedFinding_DoesNotCount(FindingStatus status)
    {
        var waived = new Evaluation([.. Evaluation(status).Findings.Select(finding => finding with { Waiver = Accepted })]);
        Assert.That(ExitCodes.For(waived, failOnWarnings: true), Is.EqualTo(ExitCode.Ready));
    }

    [Test]
    public void Numbers_AreWhatIsDocumented()
        => Assert.That(Enum.GetValues<ExitCode>().Select(code => (int)code), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }));

    [Test]
    public void MeaningOf_EveryCode_IsSaid()
        => Assert.That(Enum.GetValues<ExitCode>().Select(ExitCodes.MeaningOf), Is.Unique.And.All.Not.Empty);

    private static Evaluation Evaluation(params FindingStatus[] statuses) => new([.. statuses.Select(status => new Finding
    {
        Code = "CP1001",
        Title = "it holds",
        Category = Category.Admission,
        Subject = Subject.Cluster,
        Status = status,
        Reason = "Known",
        Message = "Said.",
    })]);
}
