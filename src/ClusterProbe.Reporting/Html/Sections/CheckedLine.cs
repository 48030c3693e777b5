using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>When the cluster was checked, by whom, and whether that is still worth something.</summary>
internal static class CheckedLine
{
    public static Fragment Of(AgentReport report, ProfileReport profile) => html =>
    {
        if (profile.Status is not { LastCheckedAt: { } checkedAt } status) return;
        html.Write($"""
            <p class="checked">Checked {Moment.Of(checkedAt)}, {By(status.CheckedBy)}{StatusWords.Effort(status)}</p>
            <p class="notice stale" data-stale-at="{UtcTime.Iso(Readiness.StaleAt(report, profile)!.Value)}"{Pieces.When(!Readiness.IsStale(report, profile), Hidden)}><strong>{StatusWords.StaleLead}</strong> {StatusWords.Stale(report)}</p>
            {Pieces.When(Readiness.IsOutdated(profile), Outdated)}

            """);
    };

    private static void Hidden(HtmlWriter html) => html.Write($" hidden");

    private static void Outdated(HtmlWriter html) => html.Write($"""
        <p class="notice"><strong>{StatusWords.OutdatedLead}</strong> {StatusWords.Outdated}</p>
        """);

    private static Fragment? By(string pod) => Pieces.When(pod.Length > 0, html => html.Write($"by <code>{pod}</code> "));
}
