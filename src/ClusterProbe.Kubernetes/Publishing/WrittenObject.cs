using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Publishing;

/// <summary>What is read of the answer to a write.</summary>
internal sealed record WrittenObject(WrittenMetadata? Metadata);

internal sealed record WrittenMetadata(string? Name, string? Uid, string? ResourceVersion);

/// <summary>The owner of an object: the object goes when its owner goes.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WrittenObject))]
internal sealed partial class WrittenContext : JsonSerializerContext;
