using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Publishing.Guards;

internal sealed record GuardPolicyDto(GuardPolicySpecDto? Spec);

internal sealed record GuardPolicySpecDto(string? FailurePolicy, MatchDto? MatchConstraints, ImmutableArray<JsonElement>? Validations);

internal sealed record MatchDto(SelectorDto? NamespaceSelector, SelectorDto? ObjectSelector, ImmutableArray<RuleDto>? ResourceRules, ImmutableArray<RuleDto>? ExcludeResourceRules);

internal sealed record SelectorDto(ImmutableSortedDictionary<string, string>? MatchLabels, ImmutableArray<JsonElement>? MatchExpressions)
{
    public bool IsEverything => MatchLabels is null or { Count: 0 } && MatchExpressions is null or { Length: 0 };
}

internal sealed record RuleDto(
    ImmutableArray<string>? ApiGroups, ImmutableArray<string>? ApiVersions, ImmutableArray<string>? Operations, ImmutableArray<string>? Resources, ImmutableArray<string>? ResourceNames);

internal sealed record GuardBindingDto(GuardBindingSpecDto? Spec);

internal sealed record GuardBindingSpecDto(string? PolicyName, MatchDto? MatchResources, ImmutableArray<string>? ValidationActions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GuardPolicyDto))]
[JsonSerializable(typeof(GuardBindingDto))]
internal sealed partial class GuardContext : JsonSerializerContext;
