using System.Globalization;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace ClusterProbe.BrowserTests;

/// <summary>Serves a report as an agent does, on a free port of this machine.</summary>
internal sealed class ReportServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile AgentReport report;
    private volatile bool fails;

    private ReportServer(AgentReport report)
    {
        this.report = report;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>Where the page is.</summary>
    public string Url => app.Urls.First() + "/";

    /// <summary>How often the page was answered in full, and with "not modified".</summary>
    public (int Full, int NotModified) Answers { get; private set; }

    /// <summary>Starts one.</summary>
    public static async Task<ReportServer> StartAsync(AgentReport report)
    {
        var server = new ReportServer(report);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Shows another report from now on.</summary>
    public void Show(AgentReport next) => report = next;

    /// <summary>Breaks every connection without an answer from now on, or answers again.</summary>
    public void Fail(bool on) => fails = on;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (fails)
        {
            context.Abort();
            return;
        }

        var page = HtmlReport.Render(report);
        context.Response.Headers.Date = report.Now.ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers.ContentSecurityPolicy = HtmlReport.ContentSecurityPolicy;
        context.Response.Headers.ETag = page.ETag;
        if (context.Request.Headers[HeaderNames.IfNoneMatch] == page.ETag)
        {
            Answers = Answers with { NotModified = Answers.NotModified + 1 };
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        Answers = Answers with { Full = Answers.Full + 1 };
        context.Response.ContentType = HtmlReport.ContentType;
        await context.Response.Body.WriteAsync(page.Content);
    }
}
