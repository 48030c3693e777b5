using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Layout;
using ClusterProbe.Reporting.Table;

namespace ClusterProbe.Reporting.Short;

/// <summary>Writes a report to paste into a chat: one line for each finding to act on, and the verdict last.</summary>
/// <param name="output">Where to write.</param>
public sealed class ShortReporter(TextWriter output)
{
    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    public void Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var finding in report.Evaluation.Findings.Where(CheckResult.NeedsAttention))
        {
            var icon = Styles.IconOf(finding.Status);
            WriteLine($"{icon} {finding.Code} {finding.Subject}: {finding.Message}");
        }

        var exit = $"exit code {(int)report.ExitCode} ({ExitCodes.MeaningOf(report.ExitCode)})";
        WriteLine($"{ReportWords.VerdictLine(report)} · {exit} · {ReportWords.SourceOf(report)} · ClusterProbe {report.ToolVersion}");
    }

    private void WriteLine(string line) => output.Write(DisplayText.Clean(line) + "\n");
}
