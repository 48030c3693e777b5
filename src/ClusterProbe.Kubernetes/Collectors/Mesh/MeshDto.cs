using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.Mesh;

internal sealed record ObjectMetadataDto(
    string? Name, string? Namespace, DateTimeOffset? CreationTimestamp, Dictionary<string, string?>? Labels, Dictionary<string, string?>? Annotations);

internal sealed record PeerAuthenticationDto(ObjectMetadataDto? Metadata, PeerAuthenticationSpecDto? Spec);

internal sealed record PeerAuthenticationSpecDto(WorkloadSelectorDto? Selector, TlsModeDto? Mtls, Dictionary<string, TlsModeDto?>? PortLevelMtls);

internal sealed record WorkloadSelectorDto(Dictionary<string, string?>? MatchLabels);

internal sealed record TlsModeDto(string? Mode);

internal sealed record DestinationRuleDto(ObjectMetadataDto? Metadata, DestinationRuleSpecDto? Spec);

internal sealed record DestinationRuleSpecDto(string? Host, List<string?>? ExportTo, WorkloadSelectorDto? WorkloadSelector, TrafficPolicyDto? TrafficPolicy);

internal sealed record SidecarDto(ObjectMetadataDto? Metadata, SidecarSpecDto? Spec);

internal sealed record SidecarSpecDto(SidecarSelectorDto? WorkloadSelector, List<EgressListenerDto?>? Egress, OutboundPolicyDto? OutboundTrafficPolicy);

internal sealed record SidecarSelectorDto(Dictionary<string, string?>? Labels);

internal sealed record EgressListenerDto(PortNumberDto? Port, string? Bind, string? CaptureMode, List<string?>? Hosts);

internal sealed record OutboundPolicyDto(string? Mode);

internal sealed record ServiceEntryDto(ObjectMetadataDto? Metadata, ServiceEntrySpecDto? Spec);

internal sealed record ServiceEntrySpecDto(List<PortNumberDto?>? Ports);

internal sealed record TrafficPolicyDto(TlsModeDto? Tls, List<PortSettingDto?>? PortLevelSettings);

internal sealed record PortSettingDto(PortNumberDto? Port, TlsModeDto? Tls);

internal sealed record PortNumberDto(int? Number);

internal sealed record InjectorConfigurationDto(ObjectMetadataDto? Metadata, List<InjectorWebhookDto?>? Webhooks);

internal sealed record InjectorWebhookDto(string? Name, InjectorClientDto? ClientConfig, LabelSelectorDto? NamespaceSelector, LabelSelectorDto? ObjectSelector);

internal sealed record InjectorClientDto(InjectorServiceDto? Service);

internal sealed record InjectorServiceDto(string? Namespace);

internal sealed record LabelSelectorDto(Dictionary<string, string?>? MatchLabels, List<LabelRequirementDto?>? MatchExpressions);

internal sealed record LabelRequirementDto(string? Key, string? Operator, List<string?>? Values);

internal sealed record ConfigMapDto(Dictionary<string, string?>? Data);

internal sealed record ServiceDto(ObjectMetadataDto? Metadata, ServiceSpecDto? Spec);

internal sealed record ServiceSpecDto(
    string? Type, string? ClusterIP, Dictionary<string, string?>? Selector, List<ServicePortDto?>? Ports, bool? PublishNotReadyAddresses);

internal sealed record ServicePortDto(string? Name, int? Port, JsonElement? TargetPort, string? Protocol, string? AppProtocol);

internal sealed record DeploymentDto(ObjectMetadataDto? Metadata, DeploymentSpecDto? Spec, DeploymentStatusDto? Status);

internal sealed record DeploymentSpecDto(MeshPodDto? Template);

internal sealed record DeploymentStatusDto(int? ReadyReplicas);

internal sealed record MeshPodDto(ObjectMetadataDto? Metadata, MeshPodSpecDto? Spec, MeshPodStatusDto? Status);

internal sealed record MeshPodSpecDto(List<MeshContainerDto?>? Containers, List<MeshContainerDto?>? InitContainers);

internal sealed record MeshContainerDto(string? Name, string? Image, string? RestartPolicy);

internal sealed record MeshPodStatusDto(string? Phase, List<PodConditionDto?>? Conditions);

internal sealed record PodConditionDto(string? Type, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerAuthenticationDto))]
[JsonSerializable(typeof(DestinationRuleDto))]
[JsonSerializable(typeof(SidecarDto))]
[JsonSerializable(typeof(ServiceEntryDto))]
[JsonSerializable(typeof(InjectorConfigurationDto))]
[JsonSerializable(typeof(ConfigMapDto))]
[JsonSerializable(typeof(ServiceDto))]
[JsonSerializable(typeof(DeploymentDto))]
[JsonSerializable(typeof(MeshPodDto))]
internal sealed partial class MeshContext : JsonSerializerContext;
