using System.Text.RegularExpressions;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.PromQl;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.MonitoringTests;

/// <summary>Rules use what is exported, and alerts say what somebody needs who is woken by them.</summary>
internal sealed partial class RulesTests
{
    private static readonly RuleFile File = RuleFile.Parse(Repository.Read(RuleFile.Path));
    private static readonly SeriesSchema Schema = File.Schema();

    [TestCaseSource(nameof(AllRules))]
    public void Rule_UsesMetricsAndLabelsThatExist(Rule rule)
    {
        var problems = LabelChecker.Check(rule.Expression, Schema).Problems
            .AddRange(rule.Annotations.Values.SelectMany(QueriesIn).SelectMany(query => LabelChecker.Check(query, Schema).Problems));
        Assert.That(problems, Is.Empty);
    }

    [TestCaseSource(nameof(Alerts))]
    public void Alert_SaysWhatIsNeeded(Rule alert)
    {
        var labels = LabelChecker.Check(alert.Expression, Schema).Labels;
        Assert.Multiple(() =>
        {
            Assert.That(alert.Name, Does.StartWith("ClusterProbe"));
            Assert.That(alert.For, Is.Not.Null, "an alert needs persistence");
            Assert.That(alert.Labels.Keys, Is.EqualTo(new[] { "severity" }));
            Assert.That(alert.Labels["severity"], Is.AnyOf("critical", "warning"));
            Assert.That(alert.Annotations.Keys, Is.EquivalentTo(new[] { "summary", "description", "runbook_url" }));
            Assert.That(LabelsUsedBy(alert), Is.SubsetOf(labels), "labels that the alert does not have would be empty in its texts");
            Assert.That(labels, Has.No.Member("instance").And.No.Member("node"), "one alert for a check, not one for each node");
            if (alert.Name != "ClusterProbeAbsent") Assert.That(labels, Has.Member("cluster"), "one place may hold several clusters");
        });
    }

    [Test]
    public void Names_AreUnique() => Assert.That(File.Rules.Select(rule => rule.Name), Is.Unique);

    private static IEnumerable<string> LabelsUsedBy(Rule alert) => alert.Annotations.Values.SelectMany(text => AlertLabel().Matches(text)).Select(match => match.Groups[1].Value).Distinct();

    // The words that labels stand for do not matter here.
    private static IEnumerable<string> QueriesIn(string text) => Printf().Matches(text).Select(match => match.Groups[1].Value.Replace("%s", "x", StringComparison.Ordinal));

    [GeneratedRegex(@"printf ""([^""]*\{[^""]*)""")]
    private static partial Regex Printf();

    [GeneratedRegex(@"\$labels\.([a-z_]+)")]
    private static partial Regex AlertLabel();

    private static IEnumerable<TestCaseData> AllRules => File.Rules.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Name));

    private static IEnumerable<TestCaseData> Alerts => File.Alerts.Select(alert => new TestCaseData(alert).SetArgDisplayNames(alert.Name));
}
