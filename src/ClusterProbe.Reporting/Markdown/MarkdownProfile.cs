using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Markdown;

/// <summary>Writes what was found for one profile.</summary>
internal static class MarkdownProfile
{
    public static void Write(TextWriter output, AgentReport report, ProfileReport profile)
    {
        output.Write($"## {MarkdownText.Inline(profile.Name)}: {VerdictSentence.For(report, profile)}\n\n");
        if (VerdictSentence.Detail(profile) is { Length: > 0 } detail) output.Write(MarkdownText.Inline(detail) + "\n\n");
        output.Write(Spec(profile) + "\n\n");
        if (profile.Status is not { LastCheckedAt: { } checkedAt } status) return;

        var by = status.CheckedBy.Length > 0 ? $" by {MarkdownText.Code(status.CheckedBy)}" : "";
        output.Write($"Checked {UtcTime.Text(checkedAt)}{by} {StatusWords.Effort(status)}: {ReportWords.Counts(status.Counts)}.\n\n");
        if (Readiness.IsStale(report, profile)) output.Write($"> **{StatusWords.StaleLead}** {StatusWords.Stale(report)}\n\n");
        if (Readiness.IsOutdated(profile)) output.Write($"> **{StatusWords.OutdatedLead}** {StatusWords.Outdated}\n\n");
        MarkdownFindings.Write(output, status.Findings);
        if (status.FindingsOmitted > 0) output.Write($"{ReportWords.Number(status.FindingsOmitted, "finding is", "findings are")} left out here.\n\n");
        WriteRoom(output, status);
        MarkdownNodes.Write(output, status.Nodes);
        WriteHistory(output, status);
    }

    private static string Spec(ProfileReport profile) => string.Join(" · ", new[]
    {
        MarkdownText.Inline(profile.Spec.CiSystem),
        Names("build namespaces", profile.Spec.Namespaces),
        Names("builds need", profile.Spec.Require),
        profile.Spec.CiIdentity is { } identity ? $"CI identity {MarkdownText.Code(identity)}" : "",
        profile.Status is { KubernetesVersion.Length: > 0 } known ? $"Kubernetes {MarkdownText.Inline(known.KubernetesVersion.TrimStart('v'))}" : "",
        MarkdownText.Inline(profile.Status?.Platform ?? ""),
    }.Where(part => part.Length > 0));

    private static string Names(string lead, IReadOnlyCollection<string> names)
        => names.Count == 0 ? "" : $"{lead} {string.Join(", ", names.Select(MarkdownText.Code))}";

    private static void WriteRoom(TextWriter output, ClusterReadinessStatus status)
    {
        if (!status.Slots.IsEmpty)
        {
            output.Write("### Build slots\n\n");
            MarkdownTable.Write(output, ["Namespace", "Shape", "Fit now", "When idle"], status.Slots.Select(slots => new[]
            {
                MarkdownText.Inline(slots.Namespace), MarkdownText.Inline(slots.Shape), StatusWords.Slots(slots.Now), StatusWords.Slots(slots.WhenEmpty),
            }));
        }

        if (!status.Admission.IsEmpty)
        {
            output.Write("### Admission\n\n");
            MarkdownTable.Write(output, ["Namespace", "Shape", "Variant", "Answer"], status.Admission.Select(answer => new[]
            {
                MarkdownText.Inline(answer.Namespace), MarkdownText.Inline(answer.Shape), MarkdownText.Inline(answer.Variant),
                MarkdownText.Inline($"{StatusWords.Outcome(answer.Outcome)} {StatusWords.OutcomeReason(answer)}".TrimEnd()),
            }));
        }
    }

    private static void WriteHistory(TextWriter output, ClusterReadinessStatus status)
    {
        if (status.Transitions.IsEmpty) return;
        output.Write("### History\n\n");
        foreach (var (at, subject, from, to, reason, message) in status.Transitions)
        {
            output.Write($"- {UtcTime.Text(at)}: **{MarkdownText.Inline(subject)}** {MarkdownText.Inline(from)} → {MarkdownText.Inline(to)}"
                + $" ({MarkdownText.Inline(reason)}): {MarkdownText.Inline(message)}\n");
        }

        output.Write('\n');
    }
}
