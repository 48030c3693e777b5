using ClusterProbe.Reporting.Agent;
using ClusterProbe.UnitTests.Reporting;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

[Category("Browser")]
internal sealed class LiveTests
{
    private const string VerdictBefore = "Not ready for CI builds: 2 findings fail";

    [Test]
    public async Task News_Arrives_AndWhatTheReaderHasOpenFocusedAndScrolledStays()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        var page = open.Page;
        var summary = page.Locator("details.class summary").Nth(1);
        await summary.ClickAsync();
        await page.Locator(".evidence summary").First.ClickAsync();
        await summary.FocusAsync();
        var place = await summary.BoundingBoxAsync();

        open.Server.Show(OneFixed());
        await page.Clock.FastForwardAsync(10_000);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Not ready for CI builds: 1 finding fails");
        await Assertions.Expect(page.Locator("#news")).ToHaveTextAsync("The verdict changed: Not ready for CI builds: 1 finding fails.");
        await Assertions.Expect(page.Locator("article.finding")).ToHaveCountAsync(SampleFindings.All.Length - 1);
        await Assertions.Expect(summary).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("details.class").Nth(1)).ToHaveJSPropertyAsync("open", true);
        await Assertions.Expect(page.Locator(".evidence").First).ToHaveJSPropertyAsync("open", false);
        Assert.That((await summary.BoundingBoxAsync())!.Y, Is.EqualTo(place!.Y).Within(1), "what is read stays where it is, though something above it is gone");
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task News_OfAnotherKind_MakesThePageThatTheServerWouldSend([Values] bool fromMany)
    {
        var (before, after) = fromMany ? (SampleAgentReport.Several, SampleAgentReport.Ready) : (SampleAgentReport.NotEvaluated, SampleAgentReport.Several);
        await using var open = await OpenPage.OpenAsync(before);
        open.Server.Show(after);
        await open.Page.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(open.Page.Locator("main > .profile")).ToHaveCountAsync(after.Profiles!.Value.Length);
        var morphed = await open.Page.EvaluateAsync<string>("document.querySelector('main').innerHTML");
        await open.Page.ReloadAsync();
        await Assertions.Expect(open.Page.Locator("[data-ago]").First).Not.ToBeEmptyAsync();
        Assert.That(Settled(morphed), Is.EqualTo(Settled(await open.Page.EvaluateAsync<string>("document.querySelector('main').innerHTML"))));
        Assert.That(await open.Page.TitleAsync(), Does.StartWith(fromMany ? "Ready" : "Not ready"));
    }

    [Test]
    public async Task Poll_WithoutNews_IsAnsweredNotModified()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        var asked = open.Page.WaitForResponseAsync(response => response.Status == 304);
        await open.Page.Clock.FastForwardAsync(10_000);
        await asked;
        Assert.That(open.Server.Answers, Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task Contact_LostAndBack_IsSaid()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        open.Server.Fail(on: true);
        await open.Page.Clock.FastForwardAsync(40_000);
        await Assertions.Expect(open.Page.Locator("#lost")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Lost contact with the agent: last update 4[0-9] s ago"));
        await Assertions.Expect(open.Page.Locator("#live")).ToHaveTextAsync("No contact");
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync(VerdictBefore);

        open.Server.Fail(on: false);
        await open.Page.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(open.Page.Locator("#lost")).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator("#live")).ToHaveTextAsync("Live");
    }

    [Test]
    public async Task Status_ThatGrowsOldInAnOpenPage_IsSaidToBeOutOfDate()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.Ready);
        await Assertions.Expect(open.Page.Locator(".stale")).ToBeHiddenAsync();
        open.Server.Fail(on: true);
        await open.Page.Clock.FastForwardAsync((long)AgentReport.DefaultStaleAfter.TotalMilliseconds);
        await Assertions.Expect(open.Page.Locator(".stale")).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator(".verdict .ago")).ToHaveTextAsync("7 min ago");
    }

    [Test]
    public async Task Button_Pressed_PausesAndResumes()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        var live = open.Page.Locator("#live");
        await live.ClickAsync();
        await Assertions.Expect(live).ToHaveTextAsync("Paused");
        await Assertions.Expect(live).ToHaveAttributeAsync("aria-pressed", "false");
        open.Server.Show(SampleAgentReport.Ready);
        await open.Page.Clock.FastForwardAsync(60_000);
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync(VerdictBefore);
        await Assertions.Expect(open.Page.Locator("#lost")).ToBeHiddenAsync();
        await live.ClickAsync();
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync("Ready for CI builds");
        await Assertions.Expect(live).ToHaveTextAsync("Live");
    }

    /// <summary>White space and the passing of seconds aside.</summary>
    private static string Settled(string html)
        => System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(html, @"\d+ s ago", "n s ago"), @"\s+", " ");

    private static AgentReport OneFixed()
    {
        var profile = SampleAgentReport.NotReady.Profiles!.Value[0];
        var status = profile.Status!;
        return SampleAgentReport.NotReady with
        {
            Profiles =
            [
                profile with
                {
                    Status = status with { Counts = status.Counts with { Failed = 1 }, Findings = status.Findings.RemoveAt(1), FindingsOmitted = 0 },
                },
            ],
        };
    }
}
