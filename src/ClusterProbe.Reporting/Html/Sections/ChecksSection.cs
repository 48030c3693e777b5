using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>Every check that was evaluated, with its outcome.</summary>
internal static class ChecksSection
{
    public static Fragment Of(ClusterReadinessStatus status, string id) => html => html.Write($"""
        <section id="{id}_checks">
        <h3>All checks</h3>
        {(status.Checks.IsEmpty ? Nothing : List(status, id))}
        </section>
        """);

    private static void Nothing(HtmlWriter html) => html.Write($"""<p class="empty">No check was evaluated.</p>""");

    private static Fragment List(ClusterReadinessStatus status, string id) => html => html.Write($"""
        <details class="all" id="{id}_all">
        <summary>{ReportWords.Number(status.Checks.Length, "check", "checks")} with their outcomes</summary>
        {Pieces.Each(status.Checks.GroupBy(check => check.Category), (group, category) => group.Write($"""
            <h4>{category.Key}</h4>
            <ul class="checks">
            {Pieces.Each(category, Check)}
            </ul>

            """))}
        </details>
        """);

    private static void Check(HtmlWriter html, CheckStatusEntry check) => html.Write($"""
        <li>{Pieces.Badge(Icons.Tone(check.Status), Word(check.Status))} <span>{Pieces.Code(check.Code)} {check.Title}<span class="by">{check.Message}</span></span></li>

        """);

    private static string Word(string status) => status switch
    {
        "pass" => "Passes",
        "fail" => "Fails",
        "warn" => "Warning",
        "skip" => "Skipped",
        _ => "Not evaluated",
    };
}
