using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Markdown;

/// <summary>Writes a report as Markdown, to paste into a pull request or a chat.</summary>
public static class MarkdownReport
{
    /// <summary>The <c>Content-Type</c> of the text.</summary>
    public const string ContentType = "text/markdown; charset=utf-8";

    /// <summary>Writes what an agent shows.</summary>
    /// <param name="report">What to show.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(AgentReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"# {VerdictSentence.For(report)}\n\n");
        if (report.Notice is { } notice) output.Write($"> {MarkdownText.Inline(notice)}\n\n");
        if (report.Profiles is not [_, ..] && VerdictSentence.Detail(report) is { Length: > 0 } detail) output.Write(MarkdownText.Inline(detail) + "\n\n");
        foreach (var profile in report.Profiles ?? ImmutableArray<ProfileReport>.Empty) MarkdownProfile.Write(output, report, profile);
        output.Write($"---\n\nReported {UtcTime.Text(report.Now)} by {MarkdownText.Code(report.Agent.Pod)} on node {MarkdownText.Code(report.Agent.Node)}, ");
        output.Write($"{StatusWords.Identity(report.Agent)}. ClusterProbe {MarkdownText.Inline(report.Agent.Version)}.\n");
    }

    /// <summary>Writes one run of the checks.</summary>
    /// <param name="report">The run.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"## {MarkdownText.Inline(ReportWords.VerdictLine(report))}\n\n");
        output.Write(string.Join(" · ", new[]
        {
            ReportWords.SourceOf(report),
            report.ServerVersion is { } version ? $"Kubernetes {version.TrimStart('v')}" : "Kubernetes version unknown",
            report.Platform?.ToString() ?? "platform unknown",
            $"profile {report.ProfileName}",
            $"ClusterProbe {report.ToolVersion}",
            UtcTime.Text(report.CollectedAt),
        }.Select(MarkdownText.Inline)) + "\n\n");
        MarkdownFindings.Write(output, report.Evaluation.Findings.Where(finding => finding.Status is not (FindingStatus.Pass or FindingStatus.Skip)).Select(Entry));
        output.Write($"Again: {MarkdownText.Code(report.Command)}\n");
    }

    private static FindingStatusEntry Entry(Finding finding) => new()
    {
        Code = finding.Code,
        Title = finding.Title,
        Category = ReportWords.Of(finding.Category),
        SubjectKind = finding.Subject.Kind,
        SubjectNamespace = finding.Subject.Namespace,
        SubjectName = finding.Subject.Name,
        Status = ReportWords.Of(finding.Status),
        Reason = finding.Reason,
        Message = finding.Message,
        Evidence = finding.Evidence,
        Fix = finding.Remediation?.Text,
        Manifest = finding.Remediation?.Manifest,
        Required = finding.Required,
        Waiver = finding.Waiver is { } waiver ? new WaiverEntry(waiver.Reason, waiver.Owner, waiver.Until) : null,
    };
}
