using System.Runtime.CompilerServices;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.UnitTests.Reporting;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

/// <summary>Takes the pictures of the documentation: <c>UPDATE_SCREENSHOTS=1</c> rewrites them, or writes into the folder it names.</summary>
[Category("Browser")]
internal sealed class Screenshots
{
    private static IEnumerable<TestCaseData> Pictures =>
    [
        Picture("report-light", SampleAgentReport.NotReady, 1280, 900, ColorScheme.Light, whole: false),
        Picture("report-dark-phone", SampleAgentReport.NotReady, 390, 844, ColorScheme.Dark, whole: false),
        Picture("full-light", SampleAgentReport.NotReady, 1280, 900, ColorScheme.Light, whole: true),
        Picture("full-dark-phone", SampleAgentReport.NotReady, 320, 700, ColorScheme.Dark, whole: true),
        Picture("ready", SampleAgentReport.Ready, 1280, 900, ColorScheme.Light, whole: true),
        Picture("several-dark", SampleAgentReport.Several, 1280, 900, ColorScheme.Dark, whole: false),
        Picture("not-evaluated", SampleAgentReport.NotEvaluated, 1280, 700, ColorScheme.Light, whole: true),
        Picture("stale", SampleAgentReport.Stale, 1280, 700, ColorScheme.Light, whole: false),
    ];

    [TestCaseSource(nameof(Pictures))]
    public async Task Page_IsPictured(string name, AgentReport report, int width, int height, ColorScheme scheme, bool whole)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") is not { Length: > 0 } wish) Assert.Ignore("UPDATE_SCREENSHOTS is not set.");
        await using var open = await OpenPage.OpenAsync(report, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine("/tmp/shots", name + ".png"), FullPage = whole });
    }

    private static TestCaseData Picture(string name, AgentReport report, int width, int height, ColorScheme scheme, bool whole)
        => new TestCaseData(name, report, width, height, scheme, whole).SetArgDisplayNames(name);
}
