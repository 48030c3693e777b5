using System.Text.Json.Nodes;

namespace ClusterProbe.Simulator.Faults;

/// <summary>What the server answers instead of the truth.</summary>
/// <param name="Code">The HTTP status code.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Body">The body.</param>
public sealed record FaultAnswer(int Code, string ContentType, string Body)
{
    /// <summary>The header <c>Retry-After</c>, in seconds; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A <c>Status</c> object.</summary>
    /// <param name="code">The HTTP status code.</param>
    /// <param name="reason"><c>Status.reason</c>.</param>
    /// <param name="message"><c>Status.message</c>.</param>
    public static FaultAnswer Status(int code, string reason, string message) => new(code, "application/json", new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    }.ToJsonString());
}
