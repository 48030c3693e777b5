using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Quota;

/// <summary>Applies quotas to a pod as the admission plug-in ResourceQuota does.</summary>
/// <remarks>
/// Source: kubernetes <c>apiserver/pkg/admission/plugin/resourcequota/controller.go</c> and <c>pkg/quota/v1/evaluator/core/pods.go</c>,
/// 1.37. What counts is the status, not the spec. Only resources that the pod uses are compared: a quota that is already exceeded in
/// something else lets the pod in.
/// </remarks>
public static class QuotaEvaluation
{
    /// <summary>What each quota of a namespace says. All of them must admit the pod.</summary>
    /// <param name="pod">The pod, with the defaults of limit ranges.</param>
    /// <param name="quotas">The quotas.</param>
    public static ImmutableArray<QuotaResult> Evaluate(PodResources pod, ResourceQuotas quotas)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(quotas);
        return [.. quotas.Items.Select(quota => Evaluate(pod, quota))];
    }

    /// <summary>The result that the API server denies the pod with; null when it admits it. What must be specified is looked at first.</summary>
    /// <param name="results">What each quota says.</param>
    public static QuotaResult? FirstDenial(ImmutableArray<QuotaResult> results)
        => results.FirstOrDefault(result => result.Denies && result.Outcome != QuotaOutcome.Exceeded) ?? results.FirstOrDefault(result => result.Denies);

    /// <summary>What one quota says.</summary>
    /// <param name="pod">The pod, with the defaults of limit ranges.</param>
    /// <param name="quota">The quota.</param>
    public static QuotaResult Evaluate(PodResources pod, ResourceQuotaFact quota)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(quota);
        if (!QuotaScopes.Matches(quota, pod)) return new QuotaResult(quota.Name, QuotaOutcome.NotApplicable);
        string[] counted = [.. quota.EnforcedHard.Keys.Where(ResourceNames.CountsPods).Order(StringComparer.Ordinal)];
        if (counted.Length == 0)
        {
            return new QuotaResult(
                quota.Name, quota.Hard.Keys.Any(ResourceNames.CountsPods) ? QuotaOutcome.NotYetEnforced : QuotaOutcome.NotApplicable);
        }

        if (MissingSpecifications(pod, counted) is { Length: > 0 } missing)
        {
            return new QuotaResult(quota.Name, QuotaOutcome.MustSpecify)
            {
                Message = $"failed quota: {quota.Name}: must specify {string.Join("; ", missing.Select(entry => $"{entry.Resource} for: {entry.Containers}"))}",
                Unspecified = [.. missing.Select(entry => entry.Resource)],
            };
        }

        if (!counted.All(quota.Used.ContainsKey))
        {
            return new QuotaResult(quota.Name, QuotaOutcome.StatusUnknown)
            {
                Message = $"status unknown for quota: {quota.Name}, resources: {string.Join(',', counted)}",
            };
        }

        return Compare(quota, PodUsage.Of(pod));
    }

    private static QuotaResult Compare(ResourceQuotaFact quota, Amounts usage)
    {
        var (hard, used) = (Amounts.Parse(quota.EnforcedHard), Amounts.Parse(quota.Used));
        ImmutableArray<QuotaUse> uses = [.. usage.Items
            .Where(pair => pair.Value.Value > 0 && hard[pair.Key] is not null)
            .Select(pair => new QuotaUse(pair.Key, pair.Value, used[pair.Key] ?? default, hard[pair.Key]!.Value))];
        var exceeded = uses.Where(use => use.IsExceeded).ToArray();
        return exceeded.Length == 0
            ? new QuotaResult(quota.Name, QuotaOutcome.Fits) { Uses = uses }
            : new QuotaResult(quota.Name, QuotaOutcome.Exceeded)
            {
                Uses = uses,
                Message = $"exceeded quota: {quota.Name}, requested: {List(use => use.Requested)}, used: {List(use => use.Used)}, limited: {List(use => use.Hard)}",
            };

        string List(Func<QuotaUse, Amount> amount) => string.Join(',', exceeded.Select(use => $"{use.Resource}={amount(use).Format(use.Resource)}"));
    }

    /// <summary>Zero counts as said, init containers have to say it too, and resources of the pod as a whole lift the rule.</summary>
    private static (string Resource, string Containers)[] MissingSpecifications(PodResources pod, string[] counted)
        => pod.HasPodLevelResources
            ? []
            : [.. counted
                .Where(ResourceNames.MustBeSpecified)
                .Select(resource => (resource, string.Join(',', pod.AllContainers
                    .Where(container => PodUsage.Of(container.Requests, container.Limits)[resource] is null)
                    .Select(container => container.Name)
                    .Order(StringComparer.Ordinal))))
                .Where(entry => entry.Item2.Length > 0)];
}
