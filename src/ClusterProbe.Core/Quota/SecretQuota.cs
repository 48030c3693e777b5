using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Quota;

/// <summary>Whether the secrets of a build fit a quota on the number of secrets.</summary>
/// <param name="Quota">The quota's name.</param>
/// <param name="Resource"><c>secrets</c> or <c>count/secrets</c>.</param>
/// <param name="Remaining">How many secrets can still be made.</param>
/// <param name="Hard">How many secrets there may be.</param>
public sealed record SecretQuota(string Quota, string Resource, long Remaining, long Hard)
{
    private static readonly string[] Resources = ["secrets", "count/secrets"];

    /// <summary>
    /// How many secrets Harness makes for a build pod: one for the environment, and an image pull secret for each container whose
    /// registry needs credentials.
    /// </summary>
    /// <param name="shape">The pod.</param>
    public static int NeededBy(BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return 1 + shape.Containers.Length + shape.InitContainers.Length;
    }

    /// <summary>The quotas on the number of secrets. A quota with scopes counts none.</summary>
    /// <param name="quotas">The quotas of the namespace.</param>
    public static IEnumerable<SecretQuota> Of(ResourceQuotas quotas)
    {
        ArgumentNullException.ThrowIfNull(quotas);
        return from quota in quotas.Items
               where quota.Scopes.IsEmpty && quota.ScopeSelector.IsEmpty
               let hard = Amounts.Parse(quota.EnforcedHard)
               let used = Amounts.Parse(quota.Used)
               from resource in Resources
               where hard[resource] is not null && used[resource] is not null
               select new SecretQuota(quota.Name, resource, hard[resource]!.Value.Value - used[resource]!.Value.Value, hard[resource]!.Value.Value);
    }
}
