using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Markdown;
using CsCheck;
using Markdig;
using Markdig.Extensions.EmphasisExtras;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class MarkdownReportTests
{
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseTaskLists().UseMathematics().Build();

    private static readonly string[] Elements =
        ["H1", "H2", "H3", "P", "STRONG", "CODE", "PRE", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "UL", "LI", "BLOCKQUOTE", "HR", "A", "HTML", "HEAD", "BODY"];

    [Test]
    public void Write_AgentReport_ReadsAsInTheGoldenFile() => Golden.Verify("agent-report.md", Write(SampleAgentReport.Several));

    [Test]
    public void Write_Run_ReadsAsInTheGoldenFile() => Golden.Verify("report.md", Write(SampleReport.Mixed));

    [Test]
    public void Write_NotRead_ClaimsNothing()
        => Assert.That(Write(SampleAgentReport.NotRead), Does.StartWith("# Not evaluated yet\n").And.Contains("has not read the ClusterReadiness objects"));

    [Test]
    public void Write_OldStatus_SaysThatItIsOfThePast()
        => Assert.That(Write(SampleAgentReport.Stale), Does.StartWith("# Ready for CI builds, when last checked\n").And.Contains("**Out of date.**").And.Contains("**The profile has changed since.**"));

    [Test]
    public void Write_AnyAgentReport_LeavesTextText() => AgentReportGenerator.Reports.Sample(report => HasOnlyOurMarkup(Write(report)), iter: 200);

    [Test]
    public void Write_AnyRun_LeavesTextText() => ReportGenerator.Reports.Sample(report => HasOnlyOurMarkup(Write(report)), iter: 200);

    [TestCase("<script>alert(1)</script>")]
    [TestCase("[click](javascript:alert(1))")]
    [TestCase("![x](https://example.com/x.png)")]
    [TestCase("**bold** _it_ ~~gone~~ `code` | cell | &lt; \\* # $x$")]
    [TestCase("- item")]
    [TestCase("12. item")]
    [TestCase("=====")]
    [TestCase("<https://example.com/>")]
    public void Inline_MarkupOfAnyKind_IsShownAsItIs(string text)
    {
        var body = new HtmlParser().ParseDocument(Markdown.ToHtml(MarkdownText.Inline(text), GitHub)).Body!;
        Assert.Multiple(() =>
        {
            Assert.That(body.TextContent.Trim(), Is.EqualTo(text));
            Assert.That(body.QuerySelectorAll("*").Select(element => element.TagName), Is.All.EqualTo("P"));
        });
    }

    [TestCase("ask @everyone now", "ask `@everyone` now")]
    [TestCase("(@org/team)", "(`@org/team`)")]
    [TestCase("@org/@team", "`@org/@team`")]
    [TestCase("`@team`", "&#96;`@team`&#96;")]
    [TestCase("sre@example.com", "sre@example.com")]
    public void Inline_Mention_CallsNobody(string text, string expected) => Assert.That(MarkdownText.Inline(text), Is.EqualTo(expected));

    [TestCase("a", "`a`")]
    [TestCase("a`b", "``a`b``")]
    [TestCase("`a", "`` `a ``")]
    [TestCase("", "")]
    public void Code_AnyText_StaysCode(string text, string expected) => Assert.That(MarkdownText.Code(text), Is.EqualTo(expected));

    [TestCase("a|b")]
    [TestCase(@"a\|b")]
    [TestCase("`a`|@b|")]
    public void Code_TextWithAPipe_IsTheSameTextWithinAndOutsideOfATable(string text)
    {
        var code = MarkdownText.Code(text);
        Assert.Multiple(() =>
        {
            Assert.That(Parse(code).TextContent.Trim(), Is.EqualTo(text));
            Assert.That(Parse($"| Head |\n|---|\n| {code} |\n").QuerySelectorAll("td").Select(cell => cell.TextContent), Is.EqualTo([text]));
        });

        static IElement Parse(string markdown) => new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, GitHub)).Body!;
    }

    [Test]
    public void Block_TextWithAFence_CannotEndTheBlock()
        => Assert.That(MarkdownText.Block("yaml", "a:\n````\n  b\n"), Is.EqualTo("`````yaml\na:\n````\n  b\n`````\n"));

    private static bool HasOnlyOurMarkup(string markdown)
    {
        var document = new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, GitHub));
        return document.All.All(element => Elements.Contains(element.TagName))
            && document.QuerySelectorAll("a").All(link => link.GetAttribute("href")!.StartsWith(CheckDocumentation.BaseUrl, StringComparison.Ordinal))
            && markdown.All(character => character == '\n' || !char.IsControl(character));
    }

    private static string Write(AgentReport report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        MarkdownReport.Write(report, output);
        return output.ToString();
    }

    private static string Write(Report report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        MarkdownReport.Write(report, output);
        return output.ToString();
    }
}
