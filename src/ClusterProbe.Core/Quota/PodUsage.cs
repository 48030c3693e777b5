namespace ClusterProbe.Core.Quota;

/// <summary>What a pod uses, under the names by which quotas count it (<c>PodUsageFunc</c>).</summary>
internal static class PodUsage
{
    private static readonly Amount One = new(1, Binary: false);

    public static Amounts Of(PodResources pod)
    {
        var usage = Of(pod.TotalRequests(withOverhead: true), pod.TotalLimits(withOverhead: true));
        return new Amounts(usage.Items.SetItem("pods", One).SetItem("count/pods", One));
    }

    public static Amounts Of(Amounts requests, Amounts limits)
    {
        var usage = Amounts.None.Items.ToBuilder();
        foreach (var (resource, amount) in requests.Items)
        {
            if (!ResourceNames.IsExtended(resource)) usage[resource] = amount;
            usage[ResourceNames.Requests + resource] = amount;
        }

        foreach (var (resource, amount) in limits.Items) usage[ResourceNames.Limits + resource] = amount;
        return new Amounts(usage.ToImmutable());
    }
}
