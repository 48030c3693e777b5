using ClusterProbe.Core.Readiness;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>One finding: what was found, on what that rests, how to fix it.</summary>
internal static class FindingCard
{
    public static Fragment Of(FindingStatusEntry finding, string profile) => html =>
    {
        var severity = FindingGroup.SeverityOf(finding);
        var subject = FindingGroup.SubjectOf(finding);
        var id = html.Id(profile, finding.Code, subject, finding.Reason);
        html.Write($"""
            <article class="finding {Icons.Tone(severity)}" id="{id}" aria-labelledby="{id}_h">
            <h5 id="{id}_h">{Pieces.Badge(Icons.Tone(severity), FindingGroup.Word(severity))} {finding.Code} <span class="title">{finding.Title}</span></h5>
            <p class="facts"><code>{subject}</code> <span class="reason">{finding.Reason}</span>{Pieces.When(!finding.Required, NotRequired)}{Pieces.RunbookLink(finding.Code)}</p>
            <p class="message">{finding.Message}</p>
            {Waiver(finding.Waiver)}
            {Evidence(finding, id, severity)}
            {Fix(finding, id)}
            </article>

            """);
    };

    private static void NotRequired(HtmlWriter html) => html.Write($"""<span class="optional">not required</span>""");

    private static Fragment? Waiver(WaiverEntry? waiver) => waiver is null ? null : html => html.Write($"""
        <p class="waiver">Waived by <strong>{waiver.Owner}</strong>{Until(waiver.Until)}: {waiver.Reason}</p>
        """);

    private static Fragment Until(DateTimeOffset? until) => html =>
    {
        if (until is { } end) html.Write($" until {Moment.Until(end)}");
        else html.Write($", without an end");
    };

    private static Fragment? Evidence(FindingStatusEntry finding, string id, Severity severity)
    {
        var lines = finding.Evidence.Where(text => DisplayText.Lines(text).Any()).ToArray();
        return lines.Length == 0 ? null : html => html.Write($"""
            <details class="evidence" id="{id}_e"{Pieces.When(severity <= Severity.NotEvaluated, Open)}>
            <summary>Evidence</summary>
            {Pieces.Each(lines, (inner, text) => inner.Write($"""<blockquote>{(Fragment)(pre => pre.Lines(text))}</blockquote>"""))}
            </details>
            """);
    }

    private static Fragment? Fix(FindingStatusEntry finding, string id) => finding is not { Waiver: null, Fix: { Length: > 0 } fix } ? null : html => html.Write($"""
        <div class="fix"><p><strong>Fix</strong> {fix}</p>
        {Manifest(finding, id)}</div>
        """);

    private static Fragment? Manifest(FindingStatusEntry finding, string id) => FindingGroup.ManifestOf(finding) is not { } manifest ? null : html => html.Write($"""
        <div class="manifest">
        <button type="button" class="copy" data-copy="{id}_y" aria-label="Copy the manifest of {finding.Code}"><svg aria-hidden="true" focusable="false"><use href="#i-copy"/></svg><span>Copy</span></button>
        <details id="{id}_m">
        <summary>Manifest for <code>kubectl apply -f</code></summary>
        <pre id="{id}_y" tabindex="0" role="group" aria-label="Manifest of {finding.Code}">{(Fragment)(pre => pre.Lines(manifest))}</pre>
        </details>
        </div>
        """);

    private static void Open(HtmlWriter html) => html.Write($" open");
}
