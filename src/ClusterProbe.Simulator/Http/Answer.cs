using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Simulator.Http;

/// <summary>What the server answers: written when it is known whether it will be sent.</summary>
/// <param name="Code">The HTTP status code.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="WriteBody">Writes the body.</param>
internal sealed record Answer(int Code, string ContentType, Func<HttpResponse, Task> WriteBody)
{
    /// <summary>The texts of the <c>Warning</c> headers.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>An object.</summary>
    public static Answer Json(JsonNode body, int code = 200, string contentType = "application/json")
        => new(code, contentType, async response =>
        {
            await using var writer = ApiJson.WriterFor(response.BodyWriter);
            body.WriteTo(writer);
        });

    /// <summary>Text, as the server's HTTP layer answers before any API is involved.</summary>
    public static Answer Text(int code, string text)
        => new(code, "text/plain; charset=utf-8", response =>
        {
            response.BodyWriter.Write(Encoding.UTF8.GetBytes(text));
            return Task.CompletedTask;
        });

    /// <summary>Sends it.</summary>
    public async Task SendAsync(HttpResponse response)
    {
        response.StatusCode = Code;
        response.ContentType = ContentType;
        if (!Warnings.IsEmpty) response.Headers["Warning"] = Warnings.Distinct().Select(WarningHeader).ToArray();
        await WriteBody(response).ConfigureAwait(false);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    private static string WarningHeader(string text)
        => $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
