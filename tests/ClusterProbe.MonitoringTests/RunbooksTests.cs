using System.Text.RegularExpressions;
using ClusterProbe.Core.Checks;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.MonitoringTests;

/// <summary>Every alert leads to a page that helps, and every check has one.</summary>
internal sealed partial class RunbooksTests
{
    private const string BaseUrl = "https://clusterprobe.io/runbooks/";

    private static readonly string[] Parts = ["## What it means", "## Confirm by hand", "## Fix", "## Waive"];

    [TestCaseSource(nameof(Names))]
    public void Page_HasTheFourParts(string name)
    {
        var page = Repository.Read($"docs/runbooks/{name}.md");
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.StartWith($"# {name}: "));
            Assert.That(page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)), Is.EqualTo(Parts));
            Assert.That(page.Split("\n## ").Skip(1).Select(part => part.Trim().Split('\n').Length), Has.All.GreaterThan(1), "no part is empty");
            Assert.That(Commands(page), Is.Not.Empty.And.All.Match(@"\A(kubectl|date|amtool) "));
        });
    }

    [TestCaseSource(nameof(Checks))]
    public void PageOfACheck_SaysWhatItIsAboutAndLeadsToTheWhole(Check check)
    {
        var page = Repository.Read($"docs/runbooks/{check.Code}.md");
        Assert.That(page, Does.StartWith($"# {check.Code}: {check.Title}\n").And.Contain($"(../checks/{check.Code}.md)").And.Contain($"- code: {check.Code}"));
    }

    [TestCaseSource(nameof(Alerts))]
    public void Alert_LeadsToAPage(Rule alert) => Assert.That(alert.Annotations["runbook_url"], Is.AnyOf($"{BaseUrl}{alert.Name}", BaseUrl + "{{ $labels.check }}"));

    [Test]
    public void Pages_AreOfChecksAndAlertsThatExist()
        => Assert.That(Directory.GetFiles(Repository.Locate("docs/runbooks")).Select(Path.GetFileNameWithoutExtension).Where(name => name != "README"), Is.EquivalentTo(Names));

    [Test]
    public void Index_NamesEveryPage()
    {
        var index = Repository.Read("docs/runbooks/README.md");
        Assert.That(Names.Where(name => !index.Contains($"[{name}]({name}.md)", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>The commands of the part that says how to confirm by hand.</summary>
    internal static IEnumerable<string> Commands(string page)
        => IndentedLine().Matches(page[page.IndexOf(Parts[1], StringComparison.Ordinal)..page.IndexOf(Parts[2], StringComparison.Ordinal)]).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^    (.+)$", RegexOptions.Multiline)]
    private static partial Regex IndentedLine();

    /// <summary>The pages that there have to be.</summary>
    internal static IEnumerable<string> Names => CheckRegistry.All.Select(check => check.Code).Concat(Rules.Where(alert => !alert.Annotations["runbook_url"].Contains("$labels", StringComparison.Ordinal)).Select(alert => alert.Name));

    private static IEnumerable<Rule> Rules => RuleFile.Parse(Repository.Read(RuleFile.Path)).Alerts;

    private static IEnumerable<TestCaseData> Checks => CheckRegistry.All.Select(check => new TestCaseData(check).SetArgDisplayNames(check.Code));

    private static IEnumerable<TestCaseData> Alerts => Rules.Select(alert => new TestCaseData(alert).SetArgDisplayNames(alert.Name));
}
