using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>Who shows this, and the same in other forms.</summary>
internal static class FooterSection
{
    public static Fragment Of(AgentIdentity agent) => html => html.Write($"""
        <footer>
        <p>Shown by <code>{agent.Pod}</code> on node <code>{agent.Node}</code>, ClusterProbe {agent.Version}, {StatusWords.Identity(agent)}.</p>
        <nav aria-label="Other forms">{Link("report.json", "JSON")} {Link("report.md", "Markdown")} {Link("metrics", "Metrics")}</nav>
        </footer>

        """);

    private static Fragment Link(string path, string word) => html => html.Write($"""<a href="{path}">{word}</a>""");
}
