using System.Collections.Immutable;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;
using ClusterProbe.Reporting.Html.Sections;

namespace ClusterProbe.Reporting.Html;

/// <summary>The document around the sections.</summary>
internal static class Page
{
    public static Fragment Of(AgentReport report) => html => html.Write($"""
        <!DOCTYPE html>
        <html lang="en" data-assets="{PageAssets.Version}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{Title(report)}</title>
        <link rel="icon" href="{Favicon(Verdict.Of(report))}">
        <style>{Asset(PageAssets.Style)}</style>
        </head>
        <body>
        <a class="skiplink" href="#main">Skip to the report</a>
        {Icons.Definitions}
        <header>
        <p class="brand">ClusterProbe</p>
        <p class="live"><button type="button" id="live" aria-pressed="true">Live</button></p>
        <p class="vh" id="news" role="status"></p>
        <p class="notice lost" id="lost" hidden></p>
        </header>
        <main id="main" tabindex="-1">
        {Notice(report.Notice)}
        {VerdictSection.Of(report)}
        {(report.Profiles ?? ImmutableArray<ProfileReport>.Empty).Select(profile => ProfileSection.Of(report, profile))}
        </main>
        {FooterSection.Of(report.Agent)}
        <script>{Asset(PageAssets.Script)}</script>
        </body>
        </html>

        """);

    private static string Title(AgentReport report) => report.Profiles is [var only]
        ? $"{Verdict.Of(report).Word} · {only.Name} · ClusterProbe"
        : $"{Verdict.Of(report).Word} · ClusterProbe";

    private static Fragment Asset(string text) => html => html.Raw(text);

    private static Fragment? Notice(string? notice) => notice is null ? null : html => html.Write($"""<p class="notice">{notice}</p>""");

    /// <summary>A dot in the colour of the verdict, for whoever keeps the page in a tab.</summary>
    private static string Favicon(Verdict verdict)
    {
        var colour = Icons.Tone(verdict) switch
        {
            "pass" => "12805c",
            "fail" => "c4320a",
            "error" => "6941c6",
            _ => "667085",
        };
        return $"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23{colour}'/%3E%3C/svg%3E";
    }
}
