using ClusterProbe.Core.Readiness;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Markdown;

/// <summary>Writes the findings that do not pass, the worst first.</summary>
internal static class MarkdownFindings
{
    public static void Write(TextWriter output, IEnumerable<FindingStatusEntry> findings)
    {
        foreach (var group in FindingGroup.Of(findings))
        {
            output.Write($"### {FindingGroup.Heading(group.Severity)}\n\n");
            foreach (var finding in group.Findings) Write(output, finding, group.Severity);
        }
    }

    private static void Write(TextWriter output, FindingStatusEntry finding, Severity severity)
    {
        var optional = finding.Required ? "" : ", not required";
        var runbook = Runbook.UrlFor(finding.Code) is { } url ? $" ([runbook]({url}))" : "";
        output.Write($"**{Icon(severity)} {MarkdownText.Inline(finding.Code)}: {MarkdownText.Inline(finding.Title)}**{runbook}\n\n");
        output.Write($"{MarkdownText.Code(FindingGroup.SubjectOf(finding))}, {MarkdownText.Inline(finding.Reason)}{optional}: {MarkdownText.Inline(finding.Message)}\n\n");
        if (finding.Waiver is { } waiver)
        {
            var until = waiver.Until is { } end ? $" until {UtcTime.Day(end)}" : "";
            output.Write($"Waived by {MarkdownText.Inline(waiver.Owner)}{until}: {MarkdownText.Inline(waiver.Reason)}\n\n");
            return;
        }

        var evidence = string.Join('\n', finding.Evidence.SelectMany(DisplayText.Lines));
        if (evidence.Length > 0) output.Write(MarkdownText.Block("text", evidence) + "\n");
        if (finding.Fix is { Length: > 0 } fix) output.Write($"**Fix:** {MarkdownText.Inline(fix)}\n\n");
        if (FindingGroup.ManifestOf(finding) is { } manifest) output.Write(MarkdownText.Block("yaml", manifest) + "\n");
    }

    private static string Icon(Severity severity) => severity switch
    {
        Severity.Fail => "✗",
        Severity.NotEvaluated => "?",
        Severity.Warning => "!",
        _ => "–",
    };
}
