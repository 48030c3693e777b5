using System.Runtime.CompilerServices;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.UnitTests.Reporting;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

/// <summary>Takes the pictures of the documentation. They show the sample, and say so.</summary>
[Category("Pictures")]
[Explicit("Rewrites docs/images.")]
internal sealed class Screenshots
{
    private static IEnumerable<TestCaseData> Pictures =>
    [
        Picture("report-light", SampleAgentReport.NotReady, 1280, 1000, ColorScheme.Light),
        Picture("report-dark-phone", SampleAgentReport.NotReady, 390, 844, ColorScheme.Dark),
    ];

    [TestCaseSource(nameof(Pictures))]
    public async Task Page_IsPictured(string name, AgentReport report, int width, int height, ColorScheme scheme)
    {
        await using var open = await OpenPage.OpenAsync(report, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder(), name + ".png") });
    }

    private static TestCaseData Picture(string name, AgentReport report, int width, int height, ColorScheme scheme)
        => new TestCaseData(name, report, width, height, scheme).SetArgDisplayNames(name);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../docs/images");
}
