using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.Admission;

internal sealed record PodDto(PodMetadataDto? Metadata, PodSpecDto? Spec);

internal sealed record PodMetadataDto(ImmutableDictionary<string, string>? Labels, ImmutableDictionary<string, string>? Annotations);

internal sealed record PodSpecDto
{
    public ImmutableArray<ContainerDto>? Containers { get; init; }

    public ImmutableArray<ContainerDto>? InitContainers { get; init; }

    public ImmutableDictionary<string, string>? NodeSelector { get; init; }

    public ImmutableArray<TolerationDto>? Tolerations { get; init; }

    public AffinityDto? Affinity { get; init; }

    public string? SchedulerName { get; init; }

    public string? RuntimeClassName { get; init; }

    public string? PriorityClassName { get; init; }

    public string? ServiceAccountName { get; init; }

    public ImmutableDictionary<string, string>? Overhead { get; init; }

    public bool? HostNetwork { get; init; }
}

internal sealed record ContainerDto(string? Name, string? Image, string? RestartPolicy, ResourcesDto? Resources);

internal sealed record ResourcesDto(ImmutableDictionary<string, string>? Requests, ImmutableDictionary<string, string>? Limits);

internal sealed record TolerationDto(string? Key, string? Operator, string? Value, string? Effect);

internal sealed record AffinityDto(NodeAffinityDto? NodeAffinity);

internal sealed record NodeAffinityDto(NodeSelectorDto? RequiredDuringSchedulingIgnoredDuringExecution);

internal sealed record NodeSelectorDto(ImmutableArray<NodeSelectorTermDto?>? NodeSelectorTerms);

internal sealed record NodeSelectorTermDto(ImmutableArray<NodeRequirementDto?>? MatchExpressions, ImmutableArray<NodeRequirementDto?>? MatchFields);

internal sealed record NodeRequirementDto(string? Key, string? Operator, ImmutableArray<string?>? Values);

internal sealed record SelfSubjectReviewDto(SelfSubjectReviewStatusDto? Status);

internal sealed record SelfSubjectReviewStatusDto(UserInfoDto? UserInfo);

internal sealed record UserInfoDto(string? Username);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PodDto))]
[JsonSerializable(typeof(SelfSubjectReviewDto))]
internal sealed partial class PodContext : JsonSerializerContext;
