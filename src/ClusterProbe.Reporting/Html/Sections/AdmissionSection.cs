using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>What admission says to each shape, in each namespace, in each variant.</summary>
internal static class AdmissionSection
{
    public static Fragment Of(ClusterReadinessStatus status, string id) => html => html.Write($"""
        <section id="{id}_admission">
        <h3>Admission</h3>
        {(status.Admission.IsEmpty ? NotKnown : Matrix(status))}
        </section>
        """);

    private static void NotKnown(HtmlWriter html) => html.Write($"""<p class="empty">Not known: no build pod was sent as a dry run.</p>""");

    private static Fragment Matrix(ClusterReadinessStatus status)
    {
        var variants = status.Admission.Select(answer => answer.Variant).Distinct().ToArray();
        var rows = status.Admission.GroupBy(answer => (answer.Namespace, answer.Shape));
        return Pieces.Table("Admission by namespace, shape and variant", html => html.Write($"""
            <thead><tr><th scope="col">Shape</th>{Pieces.Each(variants, (inner, variant) => inner.Write($"""<th scope="col">{variant}</th>"""))}</tr></thead>
            <tbody>
            {Pieces.Each(rows, (inner, row) => inner.Write($"""
                <tr><th scope="row">{row.Key.Shape}<span class="by"><span class="vh">in </span>{row.Key.Namespace}</span></th>{variants.Select(variant => Cell(row.FirstOrDefault(answer => answer.Variant == variant)))}</tr>

                """))}
            </tbody>
            """));
    }

    private static Fragment Cell(ShapeAdmission? answer) => html =>
    {
        if (answer is null) html.Write($"""<td class="quiet">not asked</td>""");
        else html.Write($"""<td>{Pieces.Badge(Icons.Tone(answer.Outcome), StatusWords.Outcome(answer.Outcome))}{Reason(answer)}</td>""");
    };

    private static Fragment? Reason(ShapeAdmission answer)
        => Pieces.When(answer.Reason.Length > 0, html => html.Write($"""<span class="by">{StatusWords.OutcomeReason(answer)}</span>"""));
}
