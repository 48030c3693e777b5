using System.Collections.Concurrent;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.UnitTests.Reporting;
using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

/// <summary>A report page, open in a browser whose clock the test holds.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private OpenPage(ReportServer server, IBrowserContext context, IPage page)
    {
        this.context = context;
        (Server, Page) = (server, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public ReportServer Server { get; }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the page so far, violations of its policy among them.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Opens a page that shows a report.</summary>
    public static async Task<OpenPage> OpenAsync(AgentReport report, BrowserNewContextOptions? options = null)
    {
        var server = await ReportServer.StartAsync(report);
        var context = await Chromium.Browser.NewContextAsync(options ?? new BrowserNewContextOptions());
        var page = await context.NewPageAsync();
        var open = new OpenPage(server, context, page);
        await page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = SampleAgentReport.Now.UtcDateTime });
        var polled = page.WaitForRequestFinishedAsync(new PageWaitForRequestFinishedOptions { Predicate = request => request.ResourceType == "fetch" });
        await page.GotoAsync(server.Url);
        if (options?.JavaScriptEnabled != false) await polled;
        return open;
    }

    /// <summary>Opens everything that can be opened.</summary>
    public Task OpenAllDetailsAsync() => Page.EvaluateAsync("() => { for (const details of document.querySelectorAll('details')) details.open = true; }");

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await Server.DisposeAsync();
    }
}
