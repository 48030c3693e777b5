using System.Net.Mime;
using System.Text;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html;
using ClusterProbe.Reporting.Json;
using ClusterProbe.Reporting.Markdown;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Agent.Web;

/// <summary>What the agent serves over HTTP: metrics, health and the report. All of it only reads.</summary>
/// <param name="metrics">The metrics.</param>
/// <param name="liveness">Whether the agent works.</param>
/// <param name="reports">What the report shows.</param>
internal sealed class AgentEndpoints(AgentMetrics metrics, Liveness liveness, ReportSource reports)
{
    private const string PrometheusText = "text/plain; version=0.0.4; charset=utf-8";

    public Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            return TextAsync(response, StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD are served.\n");
        }

        return request.Path.Value switch
        {
            "/metrics" => MetricsAsync(response, context.RequestAborted),
            "/livez" => LivezAsync(response),
            "/readyz" => ReadyzAsync(response),
            "/" => PageAsync(request, response, context.RequestAborted),
            "/report.json" => DocumentAsync(response, AgentReportJson.ContentType, AgentReportJson.Write, context.RequestAborted),
            "/report.md" => DocumentAsync(response, MarkdownReport.ContentType, MarkdownReport.Write, context.RequestAborted),
            _ => TextAsync(response, StatusCodes.Status404NotFound, "Not found. Served are: / /report.json /report.md /metrics /livez /readyz\n"),
        };
    }

    private async Task MetricsAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = PrometheusText;
        await metrics.ExportAsync(response.Body, cancellationToken).ConfigureAwait(false);
    }

    private Task LivezAsync(HttpResponse response) => liveness.Stuck() is { Count: > 0 } stuck
        ? TextAsync(response, StatusCodes.Status503ServiceUnavailable, $"stuck: {string.Join(", ", stuck)}\n")
        : TextAsync(response, StatusCodes.Status200OK, "ok\n");

    private Task ReadyzAsync(HttpResponse response) => liveness.IsReady
        ? TextAsync(response, StatusCodes.Status200OK, "ok\n")
        : TextAsync(response, StatusCodes.Status503ServiceUnavailable, "the node has not been evaluated yet\n");

    private async Task PageAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var page = HtmlReport.Render(await reports.GetAsync(cancellationToken).ConfigureAwait(false));
        response.Headers.ETag = page.ETag;
        response.Headers.ContentSecurityPolicy = HtmlReport.ContentSecurityPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (request.Headers.IfNoneMatch.Contains(page.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = HtmlReport.ContentType;
        await response.Body.WriteAsync(page.Content, cancellationToken).ConfigureAwait(false);
    }

    private async Task DocumentAsync(HttpResponse response, string contentType, Action<AgentReport, TextWriter> write, CancellationToken cancellationToken)
    {
        var document = new StringWriter();
        write(await reports.GetAsync(cancellationToken).ConfigureAwait(false), document);
        response.ContentType = contentType;
        await response.WriteAsync(document.ToString(), Encoding.UTF8, cancellationToken).ConfigureAwait(false);
    }

    private static Task TextAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = $"{MediaTypeNames.Text.Plain}; charset=utf-8";
        return response.WriteAsync(text);
    }
}
