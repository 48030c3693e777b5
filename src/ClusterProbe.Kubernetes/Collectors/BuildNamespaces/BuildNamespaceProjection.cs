using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors.BuildNamespaces;

/// <summary>From what the API server sends to facts. Go writes <c>null</c> where there is nothing, and so may every part be missing.</summary>
internal static class BuildNamespaceProjection
{
    private const string AppliedManifest = "kubectl.kubernetes.io/last-applied-configuration";

    public static NamespaceFact ToFact(NamespaceDto dto)
        => new(dto.Status?.Phase ?? "", OrEmpty(dto.Metadata?.Labels), OrEmpty(dto.Metadata?.Annotations));

    public static ServiceAccountFact ToFact(ServiceAccountDto dto) => new(
        dto.Metadata?.Name ?? "",
        OrEmpty(dto.Metadata?.Annotations).Remove(AppliedManifest),
        dto.AutomountServiceAccountToken,
        [.. (dto.ImagePullSecrets ?? []).Select(reference => reference.Name ?? "")]);

    public static ResourceQuotaFact ToFact(ResourceQuotaDto dto) => new(dto.Metadata?.Name ?? "")
    {
        Labels = OrEmpty(dto.Metadata?.Labels),
        Annotations = OrEmpty(dto.Metadata?.Annotations).Remove(AppliedManifest),
        Hard = OrEmpty(dto.Spec?.Hard),
        EnforcedHard = OrEmpty(dto.Status?.Hard),
        Used = OrEmpty(dto.Status?.Used),
        Scopes = dto.Spec?.Scopes ?? [],
        ScopeSelector = [.. (dto.Spec?.ScopeSelector?.MatchExpressions ?? [])
            .Select(requirement => new ScopeRequirement(requirement.ScopeName ?? "", requirement.Operator ?? "", requirement.Values ?? []))],
    };

    public static LimitRangeFact ToFact(LimitRangeDto dto)
        => new(dto.Metadata?.Name ?? "", [.. (dto.Spec?.Limits ?? []).Select(ToFact)])
        {
            Labels = OrEmpty(dto.Metadata?.Labels),
            Annotations = OrEmpty(dto.Metadata?.Annotations).Remove(AppliedManifest),
        };

    private static LimitRangeItem ToFact(LimitRangeItemDto dto) => new(dto.Type ?? "")
    {
        Min = OrEmpty(dto.Min),
        Max = OrEmpty(dto.Max),
        Default = OrEmpty(dto.Default),
        DefaultRequest = OrEmpty(dto.DefaultRequest),
        MaxLimitRequestRatio = OrEmpty(dto.MaxLimitRequestRatio),
    };

    private static ImmutableSortedDictionary<string, string> OrEmpty(ImmutableSortedDictionary<string, string>? values)
        => values ?? ImmutableSortedDictionary<string, string>.Empty;
}
