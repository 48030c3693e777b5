using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Facts;

/// <summary>The facts of one run with the profile they were collected for: enough to evaluate them again, anywhere, with the same result.</summary>
/// <param name="Schema">The version of this format.</param>
/// <param name="ToolVersion">The version of ClusterProbe that collected the facts.</param>
/// <param name="Profile">The profile they were collected for.</param>
/// <param name="Facts">The facts.</param>
public sealed record RecordedFacts(string Schema, string ToolVersion, Profile Profile, ClusterFacts Facts)
{
    /// <summary>The version of the format that this program writes and reads.</summary>
    public const string CurrentSchema = "clusterprobe.io/facts/v1";

    /// <summary>How many requests were sent to collect them.</summary>
    public int Requests { get; init; }

    /// <summary>How long the collection took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Writes the facts as JSON.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteAsync(Stream stream, CancellationToken cancellationToken)
        => JsonSerializer.SerializeAsync(stream, this, FactsContext.Default.RecordedFacts, cancellationToken);

    /// <summary>Reads facts.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">It is not a file of facts, or of another format version; the message says which.</exception>
    public static async Task<RecordedFacts> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var recorded = await JsonSerializer.DeserializeAsync(stream, FactsContext.Default.RecordedFacts, cancellationToken).ConfigureAwait(false);
        return recorded?.Schema == CurrentSchema
            ? recorded
            : throw new JsonException($"its schema is \"{recorded?.Schema}\", and this version reads \"{CurrentSchema}\"");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordedFacts))]
internal sealed partial class FactsContext : JsonSerializerContext;
