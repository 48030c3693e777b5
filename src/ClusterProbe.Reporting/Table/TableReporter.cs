using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Fixes;
using ClusterProbe.Reporting.Layout;
using Spectre.Console;

namespace ClusterProbe.Reporting.Table;

/// <summary>Writes a report for people at a terminal: one line per check, then why and how to fix what does not pass.</summary>
/// <param name="console">Where to write; its width and colours are honoured.</param>
public sealed class TableReporter(IAnsiConsole console)
{
    private readonly Page page = new(console);

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    public void Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        WriteHeader(report);
        var checks = new CheckSection(page);
        foreach (var category in report.Evaluation.Findings.GroupBy(finding => finding.Category))
        {
            page.Gap();
            page.Line((ReportWords.Of(category.Key), Styles.Heading));
            foreach (var run in CheckResult.Runs(CheckResult.Of(category))) checks.Write(run);
        }

        page.Gap();
        WriteVerdict(report);
    }

    private void WriteHeader(Report report)
    {
        var parts = new[]
        {
            $"ClusterProbe {report.ToolVersion}",
            ReportWords.SourceOf(report),
            report.ServerVersion is { } version ? $"Kubernetes {version.TrimStart('v')}" : "Kubernetes version unknown",
            report.Platform?.ToString() ?? "platform unknown",
            $"profile {report.ProfileName}",
        };
        page.Text(0, string.Join(" · ", parts.Select(DisplayText.Clean)), Styles.Heading);
        if (report.Simulated) page.Text(0, "SIMULATED: the answers come from a simulated API server. No real cluster was asked.", Styles.Caution);
    }

    private void WriteVerdict(Report report)
    {
        page.Text(0, ReportWords.VerdictLine(report), Styles.Of(report.Evaluation.Verdict));
        var fixes = report.Evaluation.Findings.Where(FixPlanner.IsWritten).ToList();
        if (fixes.Count > 0)
        {
            var apply = report.Simulated || !fixes.Exists(finding => finding.Required) ? "" : " && kubectl apply -f ./fixes";
            page.Line(("Fixes: ", Styles.Heading), ($"{DisplayText.Clean(report.Command)} --fixes ./fixes{apply}", Style.Plain));
        }

        page.Text(0, $"Exit code {(int)report.ExitCode}: {ExitCodes.MeaningOf(report.ExitCode)}", Styles.Quiet);
    }
}
