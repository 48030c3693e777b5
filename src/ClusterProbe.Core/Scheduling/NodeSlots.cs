using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>How many copies of a pod one node takes.</summary>
/// <param name="Node">The node.</param>
/// <param name="Now">Further copies beside the pods that are there; 0 when they are not known.</param>
/// <param name="WhenEmpty">Copies when only DaemonSet and static pods are there.</param>
/// <param name="Obstacles">Why it takes none now: one reason, or all the resources that are short. Empty when it takes one.</param>
public sealed record NodeSlots(NodeFact Node, long Now, long WhenEmpty, ImmutableArray<NodeObstacle> Obstacles)
{
    /// <summary>Whether nothing but room decides: it is Ready, and its taints and labels and the pod's selectors let the pod on it.</summary>
    public bool IsEligible => Obstacles.All(obstacle => obstacle.Kind > NodeObstacleKind.Affinity);

    /// <summary>Counts as kube-scheduler's filters do: NodeUnschedulable, TaintToleration, NodeAffinity, NodePorts, NodeResourcesFit.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node.</param>
    /// <param name="usage">What the node's pods take.</param>
    public static NodeSlots Count(SchedulablePod pod, NodeFact node, NodeUsage usage)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(usage);
        if (Exclusion(pod, node) is { } exclusion) return new NodeSlots(node, 0, 0, [exclusion]);
        var empty = Room(pod, node, usage.Residents ?? NodeUsage.None);
        if (HostPorts.FirstConflict(pod.HostPorts, usage.HostPorts) is { } port)
        {
            return new NodeSlots(node, 0, empty, [new(NodeObstacleKind.HostPort, $"{port.Port}/{(port.Protocol.Length == 0 ? "TCP" : port.Protocol)}")]);
        }

        var now = Room(pod, node, usage);
        return new NodeSlots(node, now, empty, now > 0 ? [] : Shortage(pod, node, usage));
    }

    private static NodeObstacle? Exclusion(SchedulablePod pod, NodeFact node)
    {
        if (!node.IsReady) return new(NodeObstacleKind.NotReady);
        if (node.Unschedulable && !Taints.ToleratesCordon(pod.Tolerations)) return new(NodeObstacleKind.Cordoned);
        if (Taints.FirstUntolerated(node.Taints, pod.Tolerations) is { } taint)
        {
            return new(NodeObstacleKind.Taint, taint.Value.Length == 0 ? taint.Key : $"{taint.Key}={taint.Value}");
        }

        return NodeAffinity.Matches(pod.NodeSelector, pod.RequiredNodeAffinity, node) ? null : new(NodeObstacleKind.Affinity);
    }

    /// <summary>Only what the pod asks for is compared, so that an over-committed node still takes pods that ask for something else.</summary>
    private static long Room(SchedulablePod pod, NodeFact node, NodeUsage usage)
    {
        if (HostPorts.FirstConflict(pod.HostPorts, usage.HostPorts) is not null) return 0;
        var room = FreePods(node, usage);
        if (pod.HostPorts.Any(port => port.Port > 0)) room = Math.Min(room, 1);
        foreach (var (resource, amount) in pod.Requests.Amounts)
        {
            if (amount > 0) room = Math.Min(room, Free(node, usage, resource) / amount);
        }

        return Math.Max(room, 0);
    }

    private static ImmutableArray<NodeObstacle> Shortage(SchedulablePod pod, NodeFact node, NodeUsage usage)
        =>
        [
            .. FreePods(node, usage) > 0 ? ImmutableArray<NodeObstacle>.Empty : [new(NodeObstacleKind.PodLimit)],
            .. from pair in pod.Requests.Amounts
               where pair.Value > 0 && Free(node, usage, pair.Key) < pair.Value
               let alone = Free(node, usage.Residents ?? NodeUsage.None, pair.Key) >= pair.Value
               select new NodeObstacle(alone ? NodeObstacleKind.Busy : NodeObstacleKind.TooSmall, pair.Key),
        ];

    private static long FreePods(NodeFact node, NodeUsage usage) => node.Allocatable["pods"] - usage.PodCount;

    private static long Free(NodeFact node, NodeUsage usage, string resource)
        => ResourceList.AddSaturated(node.Allocatable[resource], -usage.Requests[resource]);
}
