using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>The nodes: who reports, who is silent, where they differ, what can be built on them.</summary>
internal static class NodesSection
{
    public static Fragment Of(NodesStatus nodes, string id) => html => html.Write($"""
        <section id="{id}_nodes">
        <h3>Nodes</h3>
        <p>{StatusWords.Reporting(nodes)}</p>
        {Pieces.When(!nodes.Silent.IsEmpty, Silent(nodes))}
        {Pieces.When(!nodes.Drift.IsEmpty, Drift(nodes))}
        {Pieces.When(!nodes.Classes.IsEmpty, Classes(nodes, id))}
        </section>
        """);

    private static Fragment Silent(NodesStatus nodes) => html => html.Write($"""
        <p class="notice"><strong>Silent:</strong> {Pieces.Names(nodes.Silent)}{Unnamed(StatusWords.SilentUnnamed(nodes))}. What they are like is not known.</p>
        """);

    private static Fragment? Unnamed(long count) => Pieces.When(count > 0, html => html.Write($" and {count} more"));

    private static Fragment Drift(NodesStatus nodes) => html => html.Write($"""
        <h4>Drift</h4>
        {Pieces.Table("Facts that not all nodes agree on", table => table.Write($"""
            <thead><tr><th scope="col">Fact</th><th scope="col">Most nodes</th><th scope="col">The others</th></tr></thead>
            <tbody>
            {Pieces.Each(nodes.Drift, (row, drift) => row.Write($"""
                <tr><th scope="row"><code>{drift.Fact}</code></th><td><code>{drift.Common}</code> <span class="by">{ReportWords.Number(drift.Agreeing, "node", "nodes")}</span></td><td>{Pieces.Each(drift.Others, Other)}</td></tr>

                """))}
            </tbody>
            """))}
        """);

    private static void Other(HtmlWriter html, DriftValue other) => html.Write($"""
        <div class="other"><mark><code>{other.Value}</code></mark> <span class="by">{ReportWords.Number(other.Nodes, "node", "nodes")}: {StatusWords.Examples(other.Examples, other.Nodes)}</span></div>
        """);

    private static Fragment Classes(NodesStatus nodes, string id) => html => html.Write($"""
        <h4>Classes of equal nodes</h4>
        {nodes.Classes.Select(each => NodeClassCard.Of(each, nodes.Drift, id))}
        """);
}
