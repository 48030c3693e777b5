using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Admission;

/// <summary>Projects webhook configurations onto those webhooks that pods can meet.</summary>
internal static class Webhooks
{
    /// <summary>The webhooks of a configuration whose rules cover the creation of pods.</summary>
    /// <param name="configuration">The configuration.</param>
    public static IEnumerable<AdmissionWebhook> ForPods(WebhookConfigurationDto configuration)
        => (configuration.Webhooks ?? [])
            .Where(webhook => (webhook.Rules ?? []).Any(CoversPods))
            .Select(webhook => new AdmissionWebhook(Text(configuration.Metadata?.Name), Text(webhook.Name))
            {
                FailurePolicy = Text(webhook.FailurePolicy ?? "Fail"),
                SideEffects = Text(webhook.SideEffects),
                Target = webhook.ClientConfig?.Service is { } service ? $"{Text(service.Namespace)}/{Text(service.Name)}" : Text(webhook.ClientConfig?.Url),
                TimeoutSeconds = webhook.TimeoutSeconds ?? 10,
                NamespaceSelector = Selector(webhook.NamespaceSelector),
                ObjectSelector = Selector(webhook.ObjectSelector),
                HasMatchConditions = webhook.MatchConditions is { IsEmpty: false },
            });

    /// <summary>A selector; one that is not set selects all.</summary>
    /// <param name="selector">The selector.</param>
    public static LabelSelector Selector(SelectorDto? selector) => selector is null ? LabelSelector.Everything : new(
        (selector.MatchLabels ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(pair => Text(pair.Key), pair => Text(pair.Value), StringComparer.Ordinal),
        [.. (selector.MatchExpressions ?? []).Select(dto => new LabelRequirement(Text(dto.Key), Text(dto.Operator), [.. (dto.Values ?? []).Select(Text)]))]);

    /// <summary>Text from the cluster.</summary>
    /// <param name="text">The text, null for none.</param>
    public static string Text(string? text) => ApiText.Bound(text ?? "");

    private static bool CoversPods(RuleDto rule)
        => Has(rule.ApiGroups, "", "*")
            && Has(rule.ApiVersions, "v1", "*")
            && Has(rule.Operations, "CREATE", "*")
            && Has(rule.Resources, "pods", "*", "*/*")
            && rule.Scope is null or "*" or "Namespaced";

    private static bool Has(ImmutableArray<string>? values, params ReadOnlySpan<string> wanted)
    {
        foreach (var value in wanted)
        {
            if (values?.Contains(value) == true) return true;
        }

        return false;
    }
}
