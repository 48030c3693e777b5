using System.Globalization;
using ClusterProbe.Core.Findings;
using ClusterProbe.Reporting.Short;
using CsCheck;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class ShortReporterTests
{
    [Test]
    public void Write_MixedReport_ReadsAsInTheGoldenFile() => Golden.Verify("short.txt", Write(SampleReport.Mixed));

    [Test]
    public void Write_AnyReport_HasOneLineForEachFindingToActOnAndTheVerdict() => ReportGenerator.Reports.Sample(report =>
    {
        var lines = Write(report).TrimEnd('\n').Split('\n');
        return lines.Length == 1 + report.Evaluation.Findings.Count(finding =>
                finding is { Waiver: null, Status: FindingStatus.Fail or FindingStatus.Warn or FindingStatus.Error })
            && !lines.Any(line => line.Any(char.IsControl));
    });

    private static string Write(Report report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new ShortReporter(output).Write(report);
        return output.ToString();
    }
}
