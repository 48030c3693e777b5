using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.BuildNamespaces;

internal sealed record MetadataDto(
    string? Name, ImmutableSortedDictionary<string, string>? Labels, ImmutableSortedDictionary<string, string>? Annotations);

internal sealed record NamespaceDto(MetadataDto? Metadata, NamespaceStatusDto? Status);

internal sealed record NamespaceStatusDto(string? Phase);

internal sealed record ServiceAccountDto(MetadataDto? Metadata, bool? AutomountServiceAccountToken, ImmutableArray<ReferenceDto>? ImagePullSecrets);

internal sealed record ReferenceDto(string? Name);

internal sealed record ResourceQuotaDto(MetadataDto? Metadata, ResourceQuotaSpecDto? Spec, ResourceQuotaStatusDto? Status);

internal sealed record ResourceQuotaSpecDto(
    ImmutableSortedDictionary<string, string>? Hard, ImmutableArray<string>? Scopes, ScopeSelectorDto? ScopeSelector);

internal sealed record ScopeSelectorDto(ImmutableArray<ScopeRequirementDto>? MatchExpressions);

internal sealed record ScopeRequirementDto(string? ScopeName, string? Operator, ImmutableArray<string>? Values);

internal sealed record ResourceQuotaStatusDto(ImmutableSortedDictionary<string, string>? Hard, ImmutableSortedDictionary<string, string>? Used);

internal sealed record LimitRangeDto(MetadataDto? Metadata, LimitRangeSpecDto? Spec);

internal sealed record LimitRangeSpecDto(ImmutableArray<LimitRangeItemDto>? Limits);

internal sealed record LimitRangeItemDto(
    string? Type,
    ImmutableSortedDictionary<string, string>? Min,
    ImmutableSortedDictionary<string, string>? Max,
    ImmutableSortedDictionary<string, string>? Default,
    ImmutableSortedDictionary<string, string>? DefaultRequest,
    ImmutableSortedDictionary<string, string>? MaxLimitRequestRatio);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NamespaceDto))]
[JsonSerializable(typeof(ServiceAccountDto))]
[JsonSerializable(typeof(ResourceQuotaDto))]
[JsonSerializable(typeof(LimitRangeDto))]
internal sealed partial class BuildNamespaceContext : JsonSerializerContext;
