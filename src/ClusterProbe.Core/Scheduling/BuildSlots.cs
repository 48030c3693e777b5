using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>How many copies of a build pod a cluster takes, node by node.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Nodes">The nodes, sorted by name.</param>
public sealed record BuildSlots(SchedulablePod Pod, ImmutableArray<NodeSlots> Nodes)
{
    private const int MaxGroups = 6;

    /// <summary>Further copies that fit beside the pods that are there.</summary>
    public long Now { get; } = Sum(Nodes, node => node.Now);

    /// <summary>Copies that fit when the nodes are empty but for DaemonSet and static pods.</summary>
    public long WhenEmpty { get; } = Sum(Nodes, node => node.WhenEmpty);

    /// <summary>How many nodes take a copy now.</summary>
    public int NodesWithRoom => Nodes.Count(node => node.Now > 0);

    /// <summary>Counts.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="pods">What the pods of the cluster take; null for none.</param>
    public static BuildSlots Count(SchedulablePod pod, NodeInventory nodes, PodInventory? pods)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return new BuildSlots(pod, [.. nodes.Nodes.Select(node => NodeSlots.Count(pod, node, pods?.UsageByNode.GetValueOrDefault(node.Name) ?? NodeUsage.None))]);
    }

    /// <summary>Why nodes take none, with the commonest reasons first: "2 cordoned, 1 tainted gpu=true"; empty when all take one.</summary>
    public string DescribeRuledOut()
    {
        ImmutableArray<string> groups =
        [
            .. from node in Nodes
               where node.Obstacles.Length > 0
               group node by string.Join(" and ", node.Obstacles) into reasons
               orderby reasons.Count() descending, reasons.Key
               select $"{reasons.Count()} {reasons.Key}",
        ];
        return string.Join(", ", groups.Length <= MaxGroups ? groups : [.. groups.Take(MaxGroups), $"{groups.Length - MaxGroups} more reasons"]);
    }

    /// <summary>What the scheduler would say of a pod that finds no node: <c>0/3 nodes are available: 2 Insufficient cpu, ...</c>.</summary>
    public string SchedulerMessage()
    {
        if (Nodes.IsEmpty) return "no nodes available to schedule pods";
        var reasons = string.Join(", ", Nodes.SelectMany(node => node.Obstacles)
            .GroupBy(obstacle => obstacle.SchedulerReason, (reason, obstacles) => $"{obstacles.Count()} {reason}")
            .Order(StringComparer.Ordinal));
        return $"0/{Nodes.Length} nodes are available: {reasons}.";
    }

    /// <summary>The eligible node on which the largest multiple of the pod still fits, and what is free there; null when no node is eligible.</summary>
    /// <param name="pods">What the pods of the cluster take.</param>
    public (string Node, ResourceList Free)? Largest(PodInventory pods)
        => Nodes.Where(node => node.IsEligible && node.Node.Allocatable["pods"] > Usage(node, pods).PodCount)
            .Select(node => (node.Node.Name, Free: FreeOn(node.Node, Usage(node, pods))))
            .OrderByDescending(candidate => Pod.Requests.Amounts.Where(pair => pair.Value > 0)
                .Select(pair => (double)candidate.Free[pair.Key] / pair.Value).DefaultIfEmpty(0).Min())
            .Select(candidate => ((string, ResourceList)?)candidate)
            .FirstOrDefault();

    private static NodeUsage Usage(NodeSlots node, PodInventory pods) => pods.UsageByNode.GetValueOrDefault(node.Node.Name) ?? NodeUsage.None;

    private static ResourceList FreeOn(NodeFact node, NodeUsage usage)
        => ResourceList.Of(node.Allocatable.Amounts.Select(pair => (pair.Key, Math.Max(0, ResourceList.AddSaturated(pair.Value, -usage.Requests[pair.Key])))));

    private static long Sum(ImmutableArray<NodeSlots> nodes, Func<NodeSlots, long> count)
        => nodes.Aggregate(0L, (sum, node) => ResourceList.AddSaturated(sum, count(node)));
}
