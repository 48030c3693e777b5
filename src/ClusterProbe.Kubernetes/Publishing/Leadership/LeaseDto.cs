using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Publishing.Leadership;

/// <summary>A Lease (<c>coordination.k8s.io/v1</c>). What is not known here is kept, as others may put labels and the like on it.</summary>
internal sealed record LeaseDto(LeaseMetadataDto Metadata, LeaseSpecDto? Spec)
{
    public string ApiVersion { get; init; } = "coordination.k8s.io/v1";

    public string Kind { get; init; } = "Lease";
}

internal sealed record LeaseMetadataDto
{
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? ResourceVersion { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

internal sealed record LeaseSpecDto
{
    public string? HolderIdentity { get; init; }

    public int? LeaseDurationSeconds { get; init; }

    public string? AcquireTime { get; init; }

    public string? RenewTime { get; init; }

    public int? LeaseTransitions { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    [JsonIgnore]
    public DateTimeOffset? Renewed
        => DateTimeOffset.TryParse(RenewTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A time as the API server writes it (<c>metav1.MicroTime</c>).</summary>
    public static string MicroTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeaseDto))]
internal sealed partial class LeaseContext : JsonSerializerContext;
