using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.UnitTests.Reporting;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

[Category("Browser")]
internal sealed class LayoutTests
{
    [Test]
    public async Task Page_OfAnyWidthAndScheme_NeverScrollsSideways([Values(320, 390, 768, 1280)] int width, [Values] bool dark, [Values] bool longNames)
    {
        await using var open = await OpenPage.OpenAsync(longNames ? LongNames() : SampleAgentReport.Several, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        await open.OpenAllDetailsAsync();
        var overflow = await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Multiple(() =>
        {
            Assert.That(overflow, Is.LessThanOrEqualTo(0));
            Assert.That(open.Complaints, Is.Empty);
        });
    }

    [Test]
    public async Task Page_InPrint_LeavesOutWhatOnlyAScreenCanDo()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady);
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(open.Page.Locator("#live")).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator(".copy").First).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator("h1")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Page_WithoutScript_ShowsAllOfIt()
    {
        await using var open = await OpenPage.OpenAsync(SampleAgentReport.NotReady, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await Assertions.Expect(open.Page.Locator(".copy").First).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator("#live")).ToBeHiddenAsync();
        await open.Page.Locator(".manifest summary").First.ClickAsync();
        await Assertions.Expect(open.Page.Locator(".manifest pre").First).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator(".checked")).ToContainTextAsync("2026-11-24 11:59:28 UTC");
    }

    /// <summary>Names as long as Kubernetes allows, without a place to break them.</summary>
    private static AgentReport LongNames()
    {
        var (name, label) = (new string('n', 253), new string('l', 63));
        var status = SampleStatus.Failing(SampleAgentReport.Now);
        return SampleAgentReport.NotReady with
        {
            Profiles =
            [
                new ProfileReport(name, new ProfileSummary { CiSystem = label, Namespaces = [label, label], CiIdentity = $"{label}/{name}" }, status with
                {
                    CheckedBy = name,
                    Platform = name,
                    Slots = [new ShapeSlots(label, name, long.MaxValue, long.MaxValue)],
                    Admission = [new ShapeAdmission(label, name, label, "denied", label)],
                    Findings = [.. status.Findings.Select(finding => finding with { SubjectName = name, Message = name, Reason = label, Fix = name, Evidence = [name], Manifest = name })],
                    Nodes = status.Nodes with { Silent = [name], Classes = [new NodeClassEntry(1, [name], status.Nodes.Classes[0].Facts.SetItem("mtu", name), [label])] },
                    Transitions = [new Transition(SampleAgentReport.Now, label, label, label, label, name)],
                }),
            ],
        };
    }
}
