using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Profiles.Parsing;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

internal sealed record ClusterReadinessDto(ClusterReadinessMetadataDto? Metadata, JsonElement? Spec, JsonElement? Status)
{
    /// <summary>The object; null when it has no name.</summary>
    /// <param name="checkCodes">The codes that waivers can name.</param>
    public ClusterReadinessObject? ToObject(IReadOnlyCollection<string> checkCodes)
    {
        if (Metadata is not { Name: { Length: > 0 } name }) return null;
        var parsed = ProfileParser.Parse(name, Document(name), checkCodes);
        return new ClusterReadinessObject
        {
            Name = name,
            Uid = Metadata.Uid ?? "",
            ResourceVersion = Metadata.ResourceVersion ?? "",
            Generation = Metadata.Generation,
            Profile = parsed.Profile,
            Errors = parsed.Errors,
            Status = ReadStatus(),
            IsTerminating = Metadata.DeletionTimestamp is not null,
        };
    }

    /// <summary>The document as a user would have written it: JSON is YAML.</summary>
    private string Document(string name)
        => JsonSerializer.Serialize(
            new ClusterReadinessDocument(ClusterProbeApi.GroupVersion, "ClusterReadiness", new NamedDto(name), Spec is { ValueKind: not JsonValueKind.Null } ? Spec : null),
            ClusterReadinessContext.Default.ClusterReadinessDocument);

    /// <summary>A status that another version wrote and this one can't read is as good as none.</summary>
    private ClusterReadinessStatus? ReadStatus()
    {
        try
        {
            return Status is { ValueKind: JsonValueKind.Object } status ? status.Deserialize(ReadinessContext.Default.ClusterReadinessStatus) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ClusterReadinessMetadataDto(string? Name, string? Uid, string? ResourceVersion, long Generation, string? DeletionTimestamp);

internal sealed record ClusterReadinessListDto(ListMetadataDto? Metadata, ImmutableArray<ClusterReadinessDto>? Items);

internal sealed record ListMetadataDto(string? ResourceVersion, string? Continue);

internal sealed record ClusterReadinessDocument(string ApiVersion, string Kind, NamedDto Metadata, JsonElement? Spec);

internal sealed record NamedDto(string Name);

internal sealed record StatusWriteDto(string ApiVersion, string Kind, StatusWriteMetadataDto Metadata, ClusterReadinessStatus Status);

internal sealed record StatusWriteMetadataDto(string Name, string Uid, string ResourceVersion);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterReadinessDto))]
[JsonSerializable(typeof(ClusterReadinessListDto))]
[JsonSerializable(typeof(ClusterReadinessDocument))]
[JsonSerializable(typeof(StatusWriteDto))]
internal sealed partial class ClusterReadinessContext : JsonSerializerContext;
