using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Reads what an API server, or a proxy in front of it, says about a failure: a Status object or plain text.</summary>
internal static class ErrorReader
{
    private const int BodyCap = 64 << 10;
    private const int ProxyTextCap = 300;

    public static async Task<ApiError> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        var body = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        var status = Parse(body);
        return Of(code, status?.Reason, status?.Message is { Length: > 0 } text ? text : Describe(body, response));
    }

    /// <summary>The error that a Status stands for.</summary>
    public static ApiError Of(int code, string? reason, string message) => new(KindOf(code), code, ApiText.Bound(reason ?? ""), ApiText.Bound(message));

    private static UnknownReason KindOf(int code) => code switch
    {
        401 or 403 => UnknownReason.NotPermitted,
        404 or 405 or 406 or 410 or 415 => UnknownReason.NotServed,
        408 => UnknownReason.TimedOut,
        429 => UnknownReason.Throttled,
        >= 500 => UnknownReason.ServerError,
        _ => UnknownReason.Unreadable,
    };

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[BodyCap];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..length];
    }

    private static StatusDto? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, StatusContext.Default.StatusDto) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(byte[] body, HttpResponseMessage response)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        if (text.Length == 0 || text.StartsWith('<')) return response.ReasonPhrase is { Length: > 0 } phrase ? phrase : "no explanation";
        return text.Length <= ProxyTextCap ? text : text[..ProxyTextCap] + "…";
    }
}

internal sealed record StatusDto(string? Kind, string? Reason, string? Message, int Code = 0);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusDto))]
internal sealed partial class StatusContext : JsonSerializerContext;
