using System.Text.RegularExpressions;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.PromQl;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.MonitoringTests;

/// <summary>Dashboards use what is exported, and every variable that they use can be chosen.</summary>
internal sealed partial class DashboardsTests
{
    private static readonly SeriesSchema Schema = RuleFile.Parse(Repository.Read(RuleFile.Path)).Schema();
    private static readonly VariableValues AnyValues = new("node-0", "1d", "6h");

    [TestCaseSource(nameof(Panels))]
    public void Panel_UsesMetricsAndLabelsThatExist(Dashboard dashboard, Panel panel)
    {
        foreach (var query in panel.Queries)
        {
            var found = LabelChecker.Check(AnyValues.Fill(query.Expression), Schema);
            Assert.Multiple(() =>
            {
                Assert.That(found.Problems, Is.Empty, query.Expression);
                Assert.That(InBraces().Matches(query.Legend).Select(match => match.Groups[1].Value).Distinct(), Is.SubsetOf(found.Labels), "legend");
                Assert.That(panel.Columns.Select(column => column.Label).Where(label => label != "Value"), Is.SubsetOf(found.Labels), "columns");
                Assert.That(Variable().Matches(query.Expression).Select(match => match.Groups[1].Value).Distinct(), Is.SubsetOf(dashboard.Variables.Select(variable => variable.Name).Append("__range")), "variables");
            });
        }
    }

    [TestCaseSource(nameof(Panels))]
    public void Panel_ExplainsItself(Dashboard dashboard, Panel panel) => Assert.Multiple(() =>
    {
        Assert.That(panel.Description, Does.EndWith("."), dashboard.Title);
        Assert.That(panel.Kind is PanelKind.Table or PanelKind.Matrix, Is.EqualTo(!panel.Columns.IsEmpty), "tables have columns");
    });

    [Test]
    public void Variables_AskForLabelsThatExist()
    {
        foreach (var variable in Dashboard.All.SelectMany(dashboard => dashboard.Variables).Where(variable => variable.Query.StartsWith("label_values", StringComparison.Ordinal)))
        {
            var match = LabelValues().Match(variable.Query);
            var found = LabelChecker.Check(AnyValues.Fill(match.Groups[1].Value), Schema);
            Assert.Multiple(() =>
            {
                Assert.That(found.Problems, Is.Empty, variable.Query);
                Assert.That(found.Labels, Has.Member(match.Groups[2].Value), variable.Query);
            });
        }
    }

    [Test]
    public void OnlyTheDrillDown_HasASeriesForEachNode()
    {
        var perNode = Dashboard.All.SelectMany(dashboard => dashboard.Rows).Where(row => row.Title != "Node $node").SelectMany(row => row.Panels)
            .Where(panel => panel.Queries.Any(query => !query.Expression.StartsWith("topk(", StringComparison.Ordinal)
                && LabelChecker.Check(AnyValues.Fill(query.Expression), Schema).Labels.Overlaps(["instance", "node"])))
            .Select(panel => panel.Title);
        Assert.That(perNode, Is.EqualTo(new[] { "Leader" }));
    }

    [GeneratedRegex(@"\{\{([a-z_]+)\}\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(@"\$([a-z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\Alabel_values\((.*), ([a-z_]+)\)\z")]
    private static partial Regex LabelValues();

    private static IEnumerable<TestCaseData> Panels
        => Dashboard.All.SelectMany(dashboard => dashboard.Panels.Select(panel => new TestCaseData(dashboard, panel).SetArgDisplayNames(dashboard.Uid, panel.Title)));
}
