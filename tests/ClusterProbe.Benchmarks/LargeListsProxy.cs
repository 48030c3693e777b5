using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Benchmarks;

/// <summary>A cluster of which the nodes and pods are simulated and all else is real: no API server that shares two cores with what is measured delivers 150,000 pods in time.</summary>
/// <param name="simulated">Has the nodes and pods.</param>
/// <param name="real">Has the rest.</param>
internal sealed class LargeListsProxy(HttpClient simulated, HttpClient real) : IAsyncDisposable
{
    private WebApplication? _application;

    /// <summary>Starts it, and returns where.</summary>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(ForwardAsync);
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new Uri(_application.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null) await _application.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var isLarge = context.Request.Path.Value is "/api/v1/nodes" or "/api/v1/pods" && !context.Request.Query.ContainsKey("labelSelector");
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"{context.Request.Path}{context.Request.QueryString}".TrimStart('/'));
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        request.Headers.TryAddWithoutValidation("Accept", context.Request.Headers.Accept.ToString());
        using var response = await (isLarge ? simulated : real).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        foreach (var warning in response.Headers.Warning) context.Response.Headers.Append("Warning", warning.ToString());
        var body = await response.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
        await using var bodyEnds = body.ConfigureAwait(false);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0;)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted).ConfigureAwait(false);
        }
    }
}
