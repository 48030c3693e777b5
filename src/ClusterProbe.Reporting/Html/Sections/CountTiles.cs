using System.Globalization;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>The counts, each a way to what it counts.</summary>
internal static class CountTiles
{
    public static Fragment Of(ClusterReadinessStatus status, string name, string id) => html => html.Write($"""
        <nav class="tiles" aria-label="Counts of {name}">
        <ul>
        {Tile("fail", status.Counts.Failed, "failed", $"{id}_findings")}
        {Tile("error", status.Counts.Unknown, "not evaluated", $"{id}_findings")}
        {Tile("warn", status.Counts.Warnings, status.Counts.Warnings == 1 ? "warning" : "warnings", $"{id}_findings")}
        {Tile("waived", status.Counts.Waived, "waived", $"{id}_findings")}
        {Tile("pass", status.Counts.Passed, "passed", $"{id}_checks")}
        {Tile("skip", status.Counts.Skipped, "skipped", $"{id}_checks")}
        {Tile("plain", Number(status.SlotsNow), "build slots now", $"{id}_slots")}
        {Tile("plain", status.Nodes.Summary.Length == 0 ? "?" : status.Nodes.Summary, "nodes report", $"{id}_nodes")}
        </ul>
        </nav>
        """);

    private static string Number(long? slots) => slots?.ToString("N0", CultureInfo.InvariantCulture) ?? "?";

    private static Fragment Tile(string tone, int count, string word, string target)
        => Tile(count == 0 ? "none" : tone, count.ToString("N0", CultureInfo.InvariantCulture), word, target);

    private static Fragment Tile(string tone, string number, string word, string target) => html => html.Write($"""
        <li><a class="tile {tone}" href="#{target}"><b>{number}</b> {word}</a></li>

        """);
}
