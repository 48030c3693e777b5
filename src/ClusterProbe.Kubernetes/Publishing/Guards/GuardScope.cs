using System.Collections.Immutable;

namespace ClusterProbe.Kubernetes.Publishing.Guards;

/// <summary>Tells from a policy and its binding whether they are in force for every create of a pod, wherever.</summary>
internal static class GuardScope
{
    /// <summary>What is wrong with the policy; null when nothing is.</summary>
    /// <param name="policy">The policy.</param>
    public static string? Flaw(GuardPolicyDto policy)
        => policy.Spec is not { } spec ? "the policy is empty"
            : spec.FailurePolicy is not (null or "Fail") ? $"the policy's failurePolicy is {spec.FailurePolicy}"
            : spec.Validations is null or { Length: 0 } ? "the policy validates nothing"
            : spec.MatchConstraints is not { } match || !(match.ResourceRules ?? []).Any(CoversPods) ? "the policy does not match every create of pods"
            : Restriction("policy", match);

    /// <summary>What is wrong with the binding; null when nothing is.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="policy">The policy's name.</param>
    public static string? Flaw(GuardBindingDto binding, string policy)
        => binding.Spec is not { } spec ? "the binding is empty"
            : spec.PolicyName != policy ? $"the binding is for policy {spec.PolicyName}"
            : !(spec.ValidationActions ?? []).Contains("Deny") ? "the binding does not deny"
            : spec.MatchResources is not { } match ? null
            : !(match.ResourceRules ?? []).IsEmpty && !match.ResourceRules!.Value.Any(CoversPods) ? "the binding does not match every create of pods"
            : Restriction("binding", match);

    private static string? Restriction(string what, MatchDto match)
        => match.NamespaceSelector is { IsEverything: false } ? $"the {what} is for selected namespaces only"
            : match.ObjectSelector is { IsEverything: false } ? $"the {what} is for selected pods only"
            : match.ExcludeResourceRules is { Length: > 0 } ? $"the {what} makes exceptions"
            : null;

    private static bool CoversPods(RuleDto rule)
        => Has(rule.ApiGroups, "", "*") && Has(rule.ApiVersions, "v1", "*") && Has(rule.Operations, "CREATE", "*") && Has(rule.Resources, "pods", "*", "*/*") && rule.ResourceNames is null or { Length: 0 };

    private static bool Has(ImmutableArray<string>? values, params ReadOnlySpan<string> any)
    {
        foreach (var value in values ?? [])
        {
            if (any.Contains(value)) return true;
        }

        return false;
    }
}
