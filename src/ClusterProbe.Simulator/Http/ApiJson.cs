using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterProbe.Simulator.Http;

/// <summary>Writes JSON as API servers do: quotes are escaped by a backslash, letters of other scripts not at all.</summary>
internal static class ApiJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer for a body.</summary>
    public static Utf8JsonWriter WriterFor(IBufferWriter<byte> body) => new(body, Options);

    /// <summary>An object as UTF-8.</summary>
    public static byte[] Render(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = WriterFor(buffer)) node.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
