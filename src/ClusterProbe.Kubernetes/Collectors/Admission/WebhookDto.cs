using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.Admission;

internal sealed record WebhookConfigurationDto(ObjectNameDto? Metadata, ImmutableArray<WebhookDto>? Webhooks);

internal sealed record ObjectNameDto(string? Name);

internal sealed record WebhookDto
{
    public string? Name { get; init; }

    public string? FailurePolicy { get; init; }

    public string? SideEffects { get; init; }

    public int? TimeoutSeconds { get; init; }

    public WebhookClientDto? ClientConfig { get; init; }

    public ImmutableArray<RuleDto>? Rules { get; init; }

    public SelectorDto? NamespaceSelector { get; init; }

    public SelectorDto? ObjectSelector { get; init; }

    public ImmutableArray<MatchConditionDto>? MatchConditions { get; init; }
}

internal sealed record WebhookClientDto(string? Url, ServiceDto? Service);

internal sealed record ServiceDto(string? Namespace, string? Name);

internal sealed record MatchConditionDto(string? Name);

internal sealed record RuleDto(
    ImmutableArray<string>? ApiGroups, ImmutableArray<string>? ApiVersions, ImmutableArray<string>? Operations, ImmutableArray<string>? Resources, string? Scope);

internal sealed record SelectorDto(ImmutableDictionary<string, string>? MatchLabels, ImmutableArray<RequirementDto>? MatchExpressions);

internal sealed record RequirementDto(string? Key, string? Operator, ImmutableArray<string>? Values);

internal sealed record PolicyDto(ObjectNameDto? Metadata, PolicySpecDto? Spec);

internal sealed record PolicySpecDto(string? FailurePolicy);

internal sealed record PolicyBindingDto(ObjectNameDto? Metadata, PolicyBindingSpecDto? Spec);

internal sealed record PolicyBindingSpecDto(string? PolicyName, ImmutableArray<string>? ValidationActions, MatchResourcesDto? MatchResources);

internal sealed record MatchResourcesDto(SelectorDto? NamespaceSelector);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookConfigurationDto))]
[JsonSerializable(typeof(PolicyDto))]
[JsonSerializable(typeof(PolicyBindingDto))]
internal sealed partial class WebhookContext : JsonSerializerContext;
