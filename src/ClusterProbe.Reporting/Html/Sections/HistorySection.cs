using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>What changed when.</summary>
internal static class HistorySection
{
    public static Fragment Of(ClusterReadinessStatus status, string id) => html => html.Write($"""
        <section id="{id}_history">
        <h3>History</h3>
        {(status.Transitions.IsEmpty ? Nothing : List(status))}
        </section>
        """);

    private static void Nothing(HtmlWriter html) => html.Write($"""<p class="empty">Nothing has changed since the first check.</p>""");

    private static Fragment List(ClusterReadinessStatus status) => html => html.Write($"""
        <ol class="history">
        {Pieces.Each(status.Transitions, Entry)}
        </ol>
        """);

    private static void Entry(HtmlWriter html, Transition transition) => html.Write($"""
        <li class="{Icons.Tone(transition.To)}"><p class="when">{Moment.Of(transition.At)}</p><p class="what"><strong>{transition.Subject}</strong> {transition.From} <span aria-hidden="true">→</span><span class="vh"> to </span> {Pieces.Badge(Icons.Tone(transition.To), transition.To)} <span class="reason">{transition.Reason}</span></p><p class="by">{transition.Message}</p></li>

        """);
}
