using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>What does not pass, the worst first.</summary>
internal static class FindingsSection
{
    public static Fragment Of(ClusterReadinessStatus status, string id) => html => html.Write($"""
        <section id="{id}_findings">
        <h3>Findings</h3>
        {Pieces.When(status.Findings.IsEmpty, Nothing)}
        {FindingGroup.Of(status.Findings).Select(group => Group(group, id))}
        {Pieces.When(status.FindingsOmitted > 0, Omitted(status.FindingsOmitted))}
        </section>
        """);

    private static void Nothing(HtmlWriter html) => html.Write($"""<p class="empty">Nothing to act on.</p>""");

    private static Fragment Omitted(int count) => html
        => html.Write($"""<p class="empty">{ReportWords.Number(count, "finding is", "findings are")} left out here: <code>clusterprobe check</code> shows all.</p>""");

    private static Fragment Group(FindingGroup group, string id) => html => html.Write($"""
        <h4 class="severity {Icons.Tone(group.Severity)}">{FindingGroup.Heading(group.Severity)} <span class="n">{group.Findings.Length}</span></h4>
        {group.Findings.Select(finding => FindingCard.Of(finding, id))}

        """);
}
