using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Quota;

/// <summary>Which quotas count a pod (<c>podMatchesScopeFunc</c>): every scope of the quota has to match.</summary>
internal static class QuotaScopes
{
    private const string PriorityClass = "PriorityClass";

    public static bool Matches(ResourceQuotaFact quota, PodResources pod)
        => quota.Scopes.Select(scope => new ScopeRequirement(scope, "Exists", [])).Concat(quota.ScopeSelector).All(scope => Matches(scope, pod));

    private static bool Matches(ScopeRequirement scope, PodResources pod) => scope.Scope switch
    {
        "Terminating" => pod.ActiveDeadlineSeconds >= 0,
        "NotTerminating" => pod.ActiveDeadlineSeconds is null or < 0,
        "BestEffort" => pod.IsBestEffort,
        "NotBestEffort" => !pod.IsBestEffort,
        PriorityClass => new LabelRequirement(PriorityClass, scope.Operator, scope.Values).Matches(PriorityClassOf(pod)),
        "CrossNamespacePodAffinity" => pod.HasCrossNamespaceAffinity,
        _ => false,
    };

    private static Dictionary<string, string> PriorityClassOf(PodResources pod)
        => pod.PriorityClassName.Length == 0 ? [] : new() { [PriorityClass] = pod.PriorityClassName };
}
