using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClusterProbe.Kubernetes.Collectors.Admission;

namespace ClusterProbe.Kubernetes.Collectors.CiSystems;

/// <summary>A Deployment or StatefulSet.</summary>
internal sealed record ControllerDto(WorkloadMetadataDto? Metadata, ControllerSpecDto? Spec, ControllerStatusDto? Status);

internal sealed record ControllerSpecDto(int? Replicas, SelectorDto? Selector, PodTemplateDto? Template);

internal sealed record ControllerStatusDto(int? ReadyReplicas);

internal sealed record PodTemplateDto(WorkloadMetadataDto? Metadata, WorkloadPodSpecDto? Spec);

internal sealed record WorkloadPodDto(WorkloadMetadataDto? Metadata, WorkloadPodSpecDto? Spec, WorkloadPodStatusDto? Status);

internal sealed record WorkloadMetadataDto(
    string? Name, string? Namespace, ImmutableDictionary<string, string>? Labels, ImmutableArray<WorkloadOwnerDto>? OwnerReferences);

internal sealed record WorkloadOwnerDto(string? Kind, string? Name, bool? Controller);

internal sealed record WorkloadPodSpecDto(string? ServiceAccountName, ImmutableArray<WorkloadContainerDto>? Containers);

internal sealed record WorkloadContainerDto(string? Image, ImmutableArray<EnvironmentVariableDto>? Env, ResourcesDto? Resources);

/// <summary>An environment variable's name; its value is skipped while reading.</summary>
internal sealed record EnvironmentVariableDto(string? Name);

internal sealed record WorkloadPodStatusDto(string? Phase, ImmutableArray<PodConditionDto>? Conditions);

internal sealed record PodConditionDto(string? Type, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ControllerDto))]
[JsonSerializable(typeof(WorkloadPodDto))]
internal sealed partial class WorkloadContext : JsonSerializerContext;
