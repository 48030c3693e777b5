using System.Collections.Immutable;
using ClusterProbe.Core.Autoscaling;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors.Autoscaling;

/// <summary>From what the API server sends to facts.</summary>
internal static class AutoscalingProjection
{
    private const string LastUpdated = "cluster-autoscaler.kubernetes.io/last-updated";
    private const string NodePoolLabel = "karpenter.sh/nodepool";

    /// <summary>Null when it is of no known format.</summary>
    public static ClusterAutoscalerStatus? ToStatus(ConfigMapDto dto)
        => ClusterAutoscalerStatusReader.Read(dto.Data?.GetValueOrDefault("status") ?? "") is { } status
            ? status with { UpdatedAt = ClusterAutoscalerStatusReader.ReadTime(dto.Metadata?.Annotations?.GetValueOrDefault(LastUpdated)) ?? status.UpdatedAt }
            : null;

    public static NodePoolFact ToFact(NodePoolDto dto)
    {
        var ready = Ready(dto.Status);
        return new NodePoolFact(
            dto.Metadata?.Name ?? "",
            Texts(dto.Spec?.Limits),
            Texts(dto.Status?.Resources),
            ready is null ? null : ready.Status == "True",
            ready is null or { Status: "True" } ? "" : $"{ready.Reason}: {ready.Message}");
    }

    public static NodeClaimFact ToFact(NodeClaimDto dto)
        => new(dto.Metadata?.Name ?? "", dto.Metadata?.Labels?.GetValueOrDefault(NodePoolLabel) ?? "", Ready(dto.Status)?.Status == "True");

    private static ConditionDto? Ready(KarpenterStatusDto? status) => (status?.Conditions ?? []).FirstOrDefault(condition => condition.Type == "Ready");

    private static ImmutableSortedDictionary<string, string> Texts(ImmutableSortedDictionary<string, QuantityDto>? quantities)
        => (quantities ?? ImmutableSortedDictionary<string, QuantityDto>.Empty).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Text);
}
