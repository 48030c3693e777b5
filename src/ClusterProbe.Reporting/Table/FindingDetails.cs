using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Fixes;
using ClusterProbe.Reporting.Layout;
using Spectre.Console;

namespace ClusterProbe.Reporting.Table;

/// <summary>Writes why a finding is what it is: message, evidence, fix or waiver.</summary>
internal sealed class FindingDetails(Page page, int indent)
{
    private const int MostEvidenceLines = 12;
    private const int LongestEvidenceLine = 1000;

    /// <summary>Writes equal findings once.</summary>
    /// <param name="findings">Findings that differ in nothing but their subjects.</param>
    /// <param name="withSubjects">Whether the subjects have to be told apart from those of other findings.</param>
    public void Write(ImmutableArray<Finding> findings, bool withSubjects)
    {
        var finding = findings[0];
        var status = CheckResult.EffectiveStatus(finding);
        var subjects = string.Join(", ", findings.Select(each => each.Subject.ToString()).Distinct());
        var message = withSubjects || LacksSubject(finding) ? $"{subjects}: {finding.Message}" : finding.Message;
        var lead = withSubjects ? Styles.IconOf(status) + " " : "";
        page.Text(indent, lead, Styles.Of(status), message, Style.Plain);

        var below = indent + lead.Length;
        if (finding.Waiver is { } waiver)
        {
            var until = waiver.Until is { } end ? $" until {end:yyyy-MM-dd}" : "";
            page.Text(below, $"Waived{until} by {waiver.Owner}: {waiver.Reason}", Styles.Quiet);
        }
        else if (status != FindingStatus.Skip)
        {
            WriteEvidence(finding, below);
            WriteFix(finding, below);
        }
    }

    private void WriteEvidence(Finding finding, int below)
    {
        var lines = finding.Evidence.SelectMany(DisplayText.Lines).ToArray();
        foreach (var line in lines.Take(MostEvidenceLines)) page.Text(below, "> ", Styles.Quiet, TextWrap.Cut(line, LongestEvidenceLine), Styles.Quiet);
        if (lines.Length > MostEvidenceLines) page.Text(below, "> ", Styles.Quiet, $"… {lines.Length - MostEvidenceLines} more lines with -o json", Styles.Quiet);
    }

    private void WriteFix(Finding finding, int below)
    {
        if (finding.Remediation is not { } remediation) return;
        var lead = !FixPlanner.IsWritten(finding) ? "Fix: " : $"Fix ({FixFile.NameFor(finding)}): ";
        page.Text(below, lead, Styles.Fix, remediation.Text, Style.Plain);
    }

    private static bool LacksSubject(Finding finding)
        => finding.Subject != Subject.Cluster && !finding.Message.Contains(finding.Subject.Name, StringComparison.Ordinal);
}
