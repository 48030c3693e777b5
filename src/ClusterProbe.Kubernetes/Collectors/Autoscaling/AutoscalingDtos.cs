using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.Autoscaling;

internal sealed record AutoscalingMetadataDto(
    string? Name, ImmutableSortedDictionary<string, string>? Labels, ImmutableSortedDictionary<string, string>? Annotations);

internal sealed record ConfigMapDto(AutoscalingMetadataDto? Metadata, ImmutableSortedDictionary<string, string>? Data);

internal sealed record NodePoolDto(AutoscalingMetadataDto? Metadata, NodePoolSpecDto? Spec, KarpenterStatusDto? Status);

internal sealed record NodePoolSpecDto(ImmutableSortedDictionary<string, QuantityDto>? Limits);

internal sealed record NodeClaimDto(AutoscalingMetadataDto? Metadata, KarpenterStatusDto? Status);

internal sealed record KarpenterStatusDto(ImmutableSortedDictionary<string, QuantityDto>? Resources, ImmutableArray<ConditionDto>? Conditions);

internal sealed record ConditionDto(string? Type, string? Status, string? Reason, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConfigMapDto))]
[JsonSerializable(typeof(NodePoolDto))]
[JsonSerializable(typeof(NodeClaimDto))]
internal sealed partial class AutoscalingContext : JsonSerializerContext;
