using ClusterProbe.UnitTests.Reporting;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

[Category("Browser")]
internal sealed class CopyTests
{
    private static readonly BrowserNewContextOptions MayCopy = new() { Permissions = ["clipboard-read", "clipboard-write"] };

    [Test]
    public async Task Button_ByKeyboard_CopiesTheManifestAndSaysSo()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady, MayCopy);
        var button = open.Page.Locator(".copy").First;
        await button.FocusAsync();
        await open.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(button).ToHaveTextAsync("Copied");
        await Assertions.Expect(open.Page.Locator("#news")).ToHaveTextAsync("The manifest is copied.");
        Assert.That(await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), Is.EqualTo(SampleFindings.All[0].Manifest));
        await open.Page.Clock.FastForwardAsync(2_000);
        await Assertions.Expect(button).ToHaveTextAsync("Copy");
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task Button_WhereThereIsNoClipboard_CopiesTheOldWayAndKeepsTheFocus()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady, MayCopy);
        await open.Page.EvaluateAsync("() => { window.taken = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', { value: undefined }); }");
        var button = open.Page.Locator(".copy").Last;
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveTextAsync("Copied");
        await Assertions.Expect(button).ToBeFocusedAsync();
        Assert.That(await open.Page.EvaluateAsync<string>("window.taken.readText()"), Is.EqualTo(SampleFindings.All[1].Manifest));
    }
}
