using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>A class of nodes: what can be built there, and the facts, those that differ marked.</summary>
internal static class NodeClassCard
{
    public static Fragment Of(NodeClassEntry nodes, ImmutableArray<DriftEntry> drift, string profile) => html =>
    {
        var different = StatusWords.Differences(nodes, drift).ToImmutableSortedDictionary(StringComparer.Ordinal);
        html.Write($"""
            <details class="class" id="{html.Id([profile, "class", .. nodes.Examples.Take(1)])}">
            <summary><b>{ReportWords.Number(nodes.Nodes, "node", "nodes")}</b> {Strategies(nodes)} {Differences(different)}</summary>
            <p class="by">{StatusWords.Examples(nodes.Examples, nodes.Nodes)}</p>
            <dl class="nodefacts">
            {Pieces.Each(nodes.Facts, (inner, fact) => Fact(inner, fact, different.ContainsKey(fact.Key)))}
            </dl>
            </details>

            """);
    };

    private static Fragment Strategies(NodeClassEntry nodes) => html =>
    {
        if (nodes.Strategies.IsEmpty) html.Write($"""<span class="chip none">no way to build images is known to work</span>""");
        foreach (var strategy in nodes.Strategies) html.Write($"""<span class="chip">{strategy}</span> """);
    };

    private static Fragment Differences(ImmutableSortedDictionary<string, string> different) => html =>
    {
        foreach (var (fact, value) in different) html.Write($"""<span class="chip differs">differs: {fact} {value}</span> """);
    };

    private static void Fact(HtmlWriter html, KeyValuePair<string, string> fact, bool differs)
    {
        if (differs) html.Write($"""<div class="differs"><dt>{fact.Key} <span class="vh">(differs from most nodes)</span></dt><dd><mark>{fact.Value}</mark></dd></div>""");
        else html.Write($"""<div><dt>{fact.Key}</dt><dd>{fact.Value}</dd></div>""");
        html.Write($"\n");
    }
}
