using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Markdown;

/// <summary>Writes the nodes: who is silent, where they differ, what can be built on them.</summary>
internal static class MarkdownNodes
{
    public static void Write(TextWriter output, NodesStatus nodes)
    {
        output.Write($"### Nodes\n\n{StatusWords.Reporting(nodes)}\n\n");
        WriteSilent(output, nodes);
        if (!nodes.Drift.IsEmpty)
        {
            MarkdownTable.Write(output, ["Fact", "Most nodes", "The others"], nodes.Drift.Select(drift => new[]
            {
                MarkdownText.Code(drift.Fact),
                $"{MarkdownText.Code(drift.Common)} ({ReportWords.Number(drift.Agreeing, "node", "nodes")})",
                string.Join("; ", drift.Others.Select(Other)),
            }));
        }

        if (!nodes.Classes.IsEmpty)
        {
            MarkdownTable.Write(output, ["Nodes", "Images can be built by", "Differs in", "Such as"], nodes.Classes.Select(each => new[]
            {
                $"{each.Nodes}",
                each.Strategies.IsEmpty ? "no way known to work" : MarkdownText.Inline(string.Join(", ", each.Strategies)),
                string.Join(", ", StatusWords.Differences(each, nodes.Drift).Select(fact => MarkdownText.Code($"{fact.Key} {fact.Value}"))),
                MarkdownText.Inline(StatusWords.Examples(each.Examples, each.Nodes)),
            }));
        }
    }

    private static void WriteSilent(TextWriter output, NodesStatus nodes)
    {
        if (nodes.Silent.IsEmpty) return;
        var unnamed = StatusWords.SilentUnnamed(nodes);
        var more = unnamed > 0 ? $" and {unnamed} more" : "";
        output.Write($"**Silent:** {string.Join(", ", nodes.Silent.Select(MarkdownText.Code))}{more}. What they are like is not known.\n\n");
    }

    private static string Other(DriftValue other)
        => $"{MarkdownText.Code(other.Value)} ({ReportWords.Number(other.Nodes, "node", "nodes")}: {MarkdownText.Inline(StatusWords.Examples(other.Examples, other.Nodes))})";
}
