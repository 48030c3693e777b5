using System.Globalization;
using ClusterProbe.Core.Findings;
using ClusterProbe.Reporting;
using ClusterProbe.Reporting.Table;
using CsCheck;
using Spectre.Console;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class TableReporterTests
{
    [TestCase(80)]
    [TestCase(120)]
    public void Write_MixedReport_ReadsAsInTheGoldenFile(int width)
        => Golden.Verify($"table-{width}.txt", Write(SampleReport.Mixed, width));

    [Test]
    public void Write_SimulatedReport_SaysSoInHeaderAndVerdict()
    {
        var lines = Write(SampleReport.Mixed with { Simulated = true, Source = "istio-strict" }).Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Does.Contain("SIMULATED cluster istio-strict"));
            Assert.That(lines, Has.Some.StartsWith("Not ready (simulated): "));
            Assert.That(lines, Has.None.Contains("kubectl apply"), "a fix for a simulated cluster is for no real one");
        });
    }

    [TestCase(FindingStatus.Pass, "Ready: 1 passed in 1.4 s (31 requests)", "Exit code 0: ready")]
    [TestCase(FindingStatus.Fail, "Not ready: 1 failed in 1.4 s (31 requests)", "Exit code 3: not ready")]
    [TestCase(FindingStatus.Error, "Readiness unknown: 1 not evaluated in 1.4 s (31 requests)", "Exit code 5: something required could not be evaluated")]
    public void Write_Verdict_SaysCountsAndExitCode(FindingStatus status, string verdict, string exitCode)
    {
        var report = SampleReport.Of(SampleReport.Finding("CP1001", "it holds", status, Subject.Cluster, "Said."));
        Assert.That(Write(report).TrimEnd('\n').Split('\n')[^2..], Is.EqualTo(new[] { verdict, exitCode }));
    }

    [Test]
    public void Write_NothingChecked_SaysSo()
        => Assert.That(Write(SampleReport.Of()), Does.Contain("nothing checked"));

    [TestCase(60)]
    [TestCase(80)]
    [TestCase(200)]
    public void Write_AnyReport_KeepsToTheWidthAndLetsNothingThrough(int width) => ReportGenerator.Reports.Sample(
        report => Write(report, width).Split('\n').All(line =>
            (line.GetCellWidth() <= width || line.StartsWith("Fixes: ", StringComparison.Ordinal)) && !line.Any(character => char.IsControl(character) || IsFormat(character))),
        iter: 100);

    [Test]
    public void Write_AnyReport_HasOneLinePerCheck() => ReportGenerator.Reports.Sample(
        report => Write(report).Split('\n').Count(line => line.Length > 12 && line.StartsWith("  ", StringComparison.Ordinal) && line[4..].StartsWith("CP", StringComparison.Ordinal))
            == report.Evaluation.Findings.GroupBy(finding => finding.Category).Sum(group => group.DistinctBy(finding => finding.Code).Count()),
        iter: 100);

    [TestCase(true, null, null, true)]
    [TestCase(true, "", null, true, Description = "no-color.org: an empty value does not count")]
    [TestCase(true, "1", null, false)]
    [TestCase(true, null, "dumb", false)]
    [TestCase(false, null, null, false)]
    public void Console_HasColourOnATerminalOnly(bool isTerminal, string? noColor, string? term, bool expected)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var environment = new Dictionary<string, string?> { ["NO_COLOR"] = noColor, ["TERM"] = term, ["GITHUB_ACTIONS"] = "true" };
        new TableReporter(ReportConsole.Create(output, isTerminal, name => environment.GetValueOrDefault(name))).Write(SampleReport.Mixed);
        Assert.That(output.ToString().Contains('\u001b'), Is.EqualTo(expected));
    }

    private static bool IsFormat(char character) => char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator;

    private static string Write(Report report, int width = 120)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new TableReporter(ReportConsole.Create(output, isTerminal: false, _ => null, width)).Write(report);
        return output.ToString();
    }
}
