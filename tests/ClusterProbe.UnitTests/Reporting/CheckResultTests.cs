using ClusterProbe.Core.Findings;
using ClusterProbe.Reporting.Table;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class CheckResultTests
{
    [TestCase("CP7001 a,CP7002 a,CP7003 a", "CP7001+CP7002+CP7003")]
    [TestCase("CP7001 a,CP7002 b,CP7003 b", "CP7001 CP7002+CP7003")]
    [TestCase("CP7001 a,CP7002 pass,CP7003 a", "CP7001 CP7002 CP7003", Description = "only those that follow each other")]
    [TestCase("CP7001 a,CP7001 a,CP7002 a", "CP7001 CP7002", Description = "a check with several findings has its own line")]
    [TestCase("CP7001 pass,CP7002 pass", "CP7001 CP7002")]
    [TestCase("", "")]
    public void Runs_OfResults(string results, string expected)
    {
        var findings = results.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split(' ')).Select(each =>
            SampleReport.Finding(each[0], "it holds", each[1] == "pass" ? FindingStatus.Pass : FindingStatus.Skip, Subject.Cluster, each[1]));
        var runs = CheckResult.Runs(CheckResult.Of(findings)).Select(run => string.Join('+', run.Select(result => result.Code)));
        Assert.That(string.Join(' ', runs), Is.EqualTo(expected));
    }
}
