using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class HtmlReportTests
{
    private static IEnumerable<TestCaseData> Samples
        => Sentences.Select(data => new TestCaseData(data.Arguments[0]).SetArgDisplayNames((string)data.Properties.Get("Sample")!));

    private static IEnumerable<TestCaseData> Sentences =>
    [
        Sample("NotReady", SampleAgentReport.NotReady, "Not ready for CI builds: 2 findings fail"),
        Sample("Ready", SampleAgentReport.Ready, "Ready for CI builds"),
        Sample("NotEvaluated", SampleAgentReport.NotEvaluated, "Not evaluated yet"),
        Sample("NotRead", SampleAgentReport.NotRead, "Not evaluated yet"),
        Sample("NoProfile", SampleAgentReport.NoProfile, "Nothing to evaluate"),
        Sample("Several", SampleAgentReport.Several, "Not ready for CI builds: 1 of 3 profiles fails"),
        Sample("Stale", SampleAgentReport.Stale, "Ready for CI builds, when last checked"),
    ];

    [TestCaseSource(nameof(Samples))]
    public void Page_AnySample_IsSoundHtml(AgentReport report)
    {
        // Every error of syntax counts: the parser stops at the first.
        var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Write(report));
        var ids = page.All.Select(element => element.GetAttribute("id")).OfType<string>().ToArray();
        var references = page.All.SelectMany(element => new[] { element.GetAttribute("aria-labelledby"), element.GetAttribute("data-copy"), Fragment(element) }).OfType<string>().Distinct();
        Assert.Multiple(() =>
        {
            Assert.That(ids, Is.Unique);
            Assert.That(references, Is.SubsetOf(ids));
            Assert.That(page.QuerySelectorAll("header, main, footer").Length, Is.EqualTo(3));
            Assert.That(page.QuerySelectorAll("button").Select(button => button.GetAttribute("type")), Is.All.EqualTo("button"));
            Assert.That(page.QuerySelectorAll("[style], [onclick]"), Is.Empty);
        });
    }

    [TestCaseSource(nameof(Samples))]
    public void Page_AnySample_HasHeadingsInOrder(AgentReport report)
    {
        var levels = Parse(report).QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.TagName[1] - '0').ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(levels[0], Is.EqualTo(1));
            Assert.That(levels.Count(level => level == 1), Is.EqualTo(1));
            Assert.That(levels.Zip(levels.Skip(1)).All(pair => pair.Second - pair.First <= 1), "no level is left out");
        });
    }

    [TestCaseSource(nameof(Sentences))]
    public void Verdict_ClaimsWhatWasEvaluatedAndNoMore(AgentReport report, string sentence)
        => Assert.That(Parse(report).QuerySelector("h1")!.TextContent, Is.EqualTo(sentence));

    [Test]
    public void Findings_OfEverySeverity_ComeWorstFirstWithAllThatIsKnown()
    {
        var page = Parse(SampleAgentReport.NotReady);
        var first = page.QuerySelector("article.finding")!;
        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelectorAll("h4.severity").Select(heading => heading.TextContent), Is.EqualTo(["Failed 2", "Not evaluated 1", "Warnings 2", "Waived 1"]));
            Assert.That(first.QuerySelector("h5")!.TextContent, Does.Contain("Fails").And.Contain("CP1002"));
            Assert.That(first.QuerySelector("blockquote")!.TextContent, Is.EqualTo(SampleFindings.All[0].Evidence[0]));
            Assert.That(first.QuerySelector("pre")!.TextContent, Is.EqualTo(SampleFindings.All[0].Manifest!.TrimEnd('\n')));
            Assert.That(first.QuerySelector("a.runbook")!.GetAttribute("href"), Is.EqualTo("https://clusterprobe.io/checks/CP1002"));
        });
    }

    [TestCase(true, true, 0)]
    [TestCase(false, false, 0)]
    [TestCase(true, false, 1)]
    public void Manifest_IsOfferedOnlyForWhatIsRequiredAndNotWaived(bool required, bool waived, int offered)
    {
        var finding = SampleFindings.All[0] with { Required = required, Waiver = waived ? new WaiverEntry("accepted", "team-ci", null) : null };
        var page = Parse(With(SampleStatus.Failing(SampleAgentReport.Now) with { Findings = [finding] }, "ci"));
        Assert.That(page.QuerySelectorAll(".copy").Length, Is.EqualTo(offered));
    }

    [Test]
    public void Nodes_ThatDiffer_AreMarkedInWords()
    {
        var classes = Parse(SampleAgentReport.NotReady).QuerySelectorAll("details.class");
        Assert.Multiple(() =>
        {
            Assert.That(classes[0].QuerySelectorAll("mark"), Is.Empty);
            Assert.That(classes[1].QuerySelectorAll("mark").Select(mark => mark.TextContent), Is.EqualTo(["1400", "no"]));
            Assert.That(classes[1].QuerySelector("summary")!.TextContent, Does.Contain("differs: mtu 1400"));
        });
    }

    [Test]
    public void Stale_ByTheServersClock_IsSaidWithoutAScript()
        => Assert.Multiple(() =>
        {
            Assert.That(Parse(SampleAgentReport.Stale).QuerySelector(".stale")!.HasAttribute("hidden"), Is.False);
            Assert.That(Parse(SampleAgentReport.Ready).QuerySelector(".stale")!.HasAttribute("hidden"));
        });

    [Test]
    public void Policy_AllowsExactlyThePagesOwnScriptAndStyle()
    {
        var page = Parse(SampleAgentReport.NotReady);
        Assert.That(
            HtmlReport.ContentSecurityPolicy,
            Does.Contain($"script-src 'sha256-{Hash(page.QuerySelector("script")!)}';")
                .And.Contain($"style-src 'sha256-{Hash(page.QuerySelector("style")!)}';")
                .And.Not.Contain("unsafe"));
    }

    [Test]
    public void ETag_StaysWhileTheContentDoes()
    {
        var (report, later) = (SampleAgentReport.NotReady, SampleAgentReport.NotReady with { Now = SampleAgentReport.Now.AddMinutes(2) });
        Assert.Multiple(() =>
        {
            Assert.That(HtmlReport.Render(later).ETag, Is.EqualTo(HtmlReport.Render(report).ETag).And.Match("\\A\"[0-9a-f]{32}\"\\z"));
            Assert.That(HtmlReport.Render(SampleAgentReport.Ready).ETag, Is.Not.EqualTo(HtmlReport.Render(report).ETag));
        });
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("\"><img src=x onerror=alert(1)>")]
    [TestCase("' autofocus onfocus='alert(1)")]
    [TestCase("</style></script></main>")]
    [TestCase("\u202egnp.exe\u202c \u0000\u001b[31m\u200b")]
    [TestCase("&lt;b&gt;&amp;")]
    public void Text_FromTheCluster_IsShownAsText(string hostile)
    {
        var finding = SampleFindings.All[0] with { Code = hostile, Title = hostile, Message = hostile, SubjectName = hostile, Reason = hostile, Evidence = [hostile], Fix = hostile, Manifest = hostile };
        var page = Parse(With(SampleStatus.Failing(SampleAgentReport.Now) with { Findings = [finding] }, hostile));
        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelector(".message")!.TextContent, Is.EqualTo(DisplayText.Clean(hostile)));
            Assert.That(page.QuerySelector(".finding pre")!.TextContent, Is.EqualTo(DisplayText.Clean(hostile)));
            Assert.That(page.QuerySelector("h2")!.TextContent, Does.EndWith(DisplayText.Clean(hostile)));
            Assert.That(page.QuerySelectorAll("script, style, img").Length, Is.EqualTo(2));
            Assert.That(page.QuerySelector("a.runbook"), Is.Null, "what is no code leads nowhere");
            Assert.That(page.Source.Text.Any(character => character != '\n' && (char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format)), Is.False);
        });
    }

    [Test]
    public void Page_AnyReport_HasOnlyOurMarkup() => CsCheck.Check.Sample(AgentReportGenerator.Reports, report =>
    {
        var page = Parse(report);
        return page.QuerySelectorAll("script").Length == 1
            && page.QuerySelectorAll("img, iframe, object, embed, form, base").Length == 0
            && page.All.All(element => element.Attributes.All(attribute => !attribute.Name.StartsWith("on", StringComparison.Ordinal) && attribute.Name != "style"))
            && page.QuerySelectorAll("a").All(link => link.GetAttribute("href") is { } target
                && (target[0] == '#' || target.StartsWith("https://clusterprobe.io/checks/CP", StringComparison.Ordinal) || target is "report.json" or "report.md" or "metrics"));
    }, iter: 100);

    private static AgentReport With(ClusterReadinessStatus status, string name)
        => SampleAgentReport.NotReady with { Profiles = [SampleAgentReport.NotReady.Profiles!.Value[0] with { Name = name, Status = status }] };

    private static string? Fragment(IElement element)
        => element is IHtmlAnchorElement && element.GetAttribute("href") is ['#', .. var target] ? target : null;

    private static string Hash(IElement element) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)));

    private static TestCaseData Sample(string name, AgentReport report, string sentence)
        => new TestCaseData(report, sentence).SetArgDisplayNames(name).SetProperty("Sample", name);

    private static IHtmlDocument Parse(AgentReport report) => new HtmlParser().ParseDocument(Write(report));

    private static string Write(AgentReport report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        HtmlReport.Write(report, output);
        return output.ToString();
    }
}
