using System.Globalization;
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
            <p class="checked">Checked {Moment.Of(checkedAt)}, {By(status.CheckedBy)}in {Seconds(status.DurationSeconds)} with {Pieces.Count(status.Requests, "request", "requests")}</p>
            <p class="notice stale" data-stale-at="{Moment.Iso(Readiness.StaleAt(report, profile)!.Value)}"{Pieces.When(!Readiness.IsStale(report, profile), Hidden)}><strong>Out of date.</strong> The cluster has not been checked for longer than {(long)report.StaleAfter.TotalMinutes} minutes. This says what was true then.</p>
            {Pieces.When(Readiness.IsOutdated(profile), Outdated)}

            """);
    };

    private static void Hidden(HtmlWriter html) => html.Write($" hidden");

    private static void Outdated(HtmlWriter html) => html.Write($"""
        <p class="notice"><strong>The profile has changed since.</strong> These results are about the version before; the new one is not evaluated yet.</p>
        """);

    private static Fragment? By(string pod) => Pieces.When(pod.Length > 0, html => html.Write($"by <code>{pod}</code> "));

    private static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
