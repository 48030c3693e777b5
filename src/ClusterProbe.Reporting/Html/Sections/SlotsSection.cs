using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>How many build pods fit.</summary>
internal static class SlotsSection
{
    public static Fragment Of(ClusterReadinessStatus status, string id) => html => html.Write($"""
        <section id="{id}_slots">
        <h3>Build slots</h3>
        {(status.Slots.IsEmpty ? NotKnown : Table(status))}
        </section>
        """);

    private static void NotKnown(HtmlWriter html) => html.Write($"""<p class="empty">Not known: no shape was evaluated.</p>""");

    private static Fragment Table(ClusterReadinessStatus status)
    {
        var most = Math.Max(1, status.Slots.Max(slots => Math.Max(slots.Now ?? 0, slots.WhenEmpty ?? 0)));
        return Pieces.Table("Build slots by namespace and shape", html => html.Write($"""
            <thead><tr><th scope="col">Shape</th><th scope="col" class="num">Fit now</th><th scope="col" class="num">When idle</th><td></td></tr></thead>
            <tbody>
            {Pieces.Each(status.Slots, (inner, slots) => inner.Write($"""
                <tr><th scope="row">{slots.Shape}<span class="by"><span class="vh">in </span>{slots.Namespace}</span></th><td class="num{(slots.Now == 0 ? " fail" : "")}">{StatusWords.Slots(slots.Now)}</td><td class="num">{StatusWords.Slots(slots.WhenEmpty)}</td><td class="barcell">{Bar(slots, most)}</td></tr>

                """))}
            </tbody>
            """));
    }

    private static Fragment Bar(ShapeSlots slots, long most) => html => html.Write($"""
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="8"/><rect class="idle" width="{Share(slots.WhenEmpty, most)}" height="8"/><rect class="now" width="{Share(slots.Now, most)}" height="8"/></svg>
        """);

    private static long Share(long? slots, long most) => (long)Math.Round(100.0 * (slots ?? 0) / most);
}
