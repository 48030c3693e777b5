using ClusterProbe.Reporting.Agent;
using ClusterProbe.UnitTests.Reporting;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

[Category("Browser")]
internal sealed class AccessibilityTests
{
    private const string Focusable = "a[href], button, summary, [tabindex='0']";

    private static IEnumerable<TestCaseData> Samples =>
    [
        new TestCaseData(SampleAgentReport.Several).SetArgDisplayNames("Several"),
        new TestCaseData(SampleAgentReport.NotReady).SetArgDisplayNames("NotReady"),
        new TestCaseData(SampleAgentReport.Stale).SetArgDisplayNames("Stale"),
        new TestCaseData(SampleAgentReport.NotEvaluated).SetArgDisplayNames("NotEvaluated"),
    ];

    [TestCaseSource(nameof(Samples))]
    public async Task Page_InBothSchemes_HasNoViolationThatAxeFinds(AgentReport report)
    {
        await using var open = await OpenPage.OpenAsync(report);
        await open.OpenAllDetailsAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var result = await open.Page.RunAxe();
            Assert.That(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{scheme} {violation.Id}: {node.Html}")), Is.Empty);
            Assert.That(result.Passes, Is.Not.Empty);
        }
    }

    [Test]
    public async Task Keyboard_Tab_ReachesEveryControlInOrderAndShowsWhereItIs()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        await open.OpenAllDetailsAsync();
        var controls = await open.Page.EvaluateAsync<int>($"[...document.querySelectorAll(\"{Focusable}\")].filter(each => each.checkVisibility()).length");
        for (var at = 0; at < controls; at++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            var (index, outline) = await FocusAsync(open.Page);
            Assert.That(index, Is.EqualTo(at));
            Assert.That(outline, Is.EqualTo("solid"), $"control {at}");
        }
    }

    [Test]
    public async Task Keyboard_Enter_OpensAndClosesDetails()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        var details = open.Page.Locator(".manifest details").First;
        await details.Locator("summary").FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(details.Locator("pre")).ToBeVisibleAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(details.Locator("pre")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Link_ToAllChecks_OpensThem()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        await open.Page.Locator(".tile.pass").ClickAsync();
        await Assertions.Expect(open.Page.Locator("details.all li").First).ToBeVisibleAsync();
    }

    private static async Task<(int Index, string Outline)> FocusAsync(IPage page)
    {
        var found = await page.EvaluateAsync<string>(
            $"[...document.querySelectorAll(\"{Focusable}\")].filter(each => each.checkVisibility()).indexOf(document.activeElement) + ' ' + getComputedStyle(document.activeElement).outlineStyle");
        var parts = found.Split(' ');
        return (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }
}
