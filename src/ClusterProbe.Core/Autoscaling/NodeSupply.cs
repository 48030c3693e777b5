using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.Core.Autoscaling;

/// <summary>Whether something can add nodes.</summary>
public enum NodeSupplyState
{
    /// <summary>It can.</summary>
    Available,

    /// <summary>It has as many nodes as it may have.</summary>
    AtLimit,

    /// <summary>It waits because the last attempt failed.</summary>
    Backoff,

    /// <summary>It reports that it is not ready.</summary>
    NotReady,

    /// <summary>It has not reported for a while, or is still starting.</summary>
    Stopped,
}

/// <summary>Something that adds nodes.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="State">Whether it can.</param>
/// <param name="Detail">Why not, when it can't.</param>
public sealed record NodeSupply(string Name, NodeSupplyState State, string Detail = "")
{
    /// <summary>Cluster Autoscaler writes its status every ten seconds; after this long it is stopped, or publishes elsewhere.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(5);

    private const string Unhealthy = nameof(Unhealthy);

    /// <summary>A limit of anything else rules out only the machines that have it (karpenter <c>scheduler.go</c>, <c>filterByRemainingResources</c>).</summary>
    private static readonly ImmutableArray<string> EveryNodeHas = ["cpu", "memory", "ephemeral-storage", "pods", "nodes"];

    /// <summary>Everything that adds nodes, as far as it is known.</summary>
    /// <param name="facts">What is known of autoscalers.</param>
    /// <param name="collectedAt">When that was learned.</param>
    public static ImmutableArray<NodeSupply> Of(AutoscalingFacts facts, DateTimeOffset collectedAt)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. facts.ClusterAutoscaler.IsKnown(out var status) ? Of(status, collectedAt) : [],
            .. facts.NodePools.IsKnown(out var pools) ? pools.Items.Select(Of) : [],
        ];
    }

    private static IEnumerable<NodeSupply> Of(ClusterAutoscalerStatus status, DateTimeOffset collectedAt)
    {
        const string name = "Cluster Autoscaler";
        if (status.UpdatedAt is { } updated && collectedAt - updated > StaleAfter)
        {
            return [new(name, NodeSupplyState.Stopped, $"last heard of at {updated:yyyy-MM-dd HH:mm:ss}Z")];
        }

        if (status.Health == Unhealthy) return [new(name, NodeSupplyState.NotReady, "it finds the cluster unhealthy, and adds nothing until that has passed")];
        if (status.State != "Running") return [new(name, NodeSupplyState.Stopped, $"its state is {status.State}")];
        return status.NodeGroups.IsEmpty ? [new(name, NodeSupplyState.AtLimit, "it has no node groups")] : status.NodeGroups.Select(Of);
    }

    private static NodeSupply Of(AutoscaledNodeGroup group)
    {
        var name = $"node group {group.Name}";
        return group.ScaleUp == "Backoff" ? new(name, NodeSupplyState.Backoff, group.BackoffMessage)
            : group.ScaleUp == Unhealthy ? new(name, NodeSupplyState.NotReady, "Cluster Autoscaler finds it unhealthy")
            : group.TargetSize >= group.MaxSize ? new(name, NodeSupplyState.AtLimit, $"{group.TargetSize} of {group.MaxSize} nodes")
            : new(name, NodeSupplyState.Available);
    }

    private static NodeSupply Of(NodePoolFact pool)
    {
        var name = $"NodePool {pool.Name}";
        if (pool.Ready == false) return new(name, NodeSupplyState.NotReady, pool.NotReadyMessage);
        var has = Amounts.Parse(pool.Resources);
        var reached = Amounts.Parse(pool.Limits).Items.Where(limit => EveryNodeHas.Contains(limit.Key) && (has[limit.Key]?.Value ?? 0) >= limit.Value.Value).Select(limit => $"{limit.Key} {pool.Limits[limit.Key]}").ToArray();
        return reached.Length > 0 ? new(name, NodeSupplyState.AtLimit, $"its limit of {string.Join(" and ", reached)} is reached") : new(name, NodeSupplyState.Available);
    }
}
