using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>What to do where no node takes a build pod, even an empty one.</summary>
internal static class NodeAdvice
{
    /// <summary>Taints by which Kubernetes, cloud providers and autoscalers say that a node is not fit for pods now.</summary>
    private static readonly ImmutableArray<string> PassingTaints =
        ["node.kubernetes.io/", "node.cloudprovider.kubernetes.io/", "karpenter.sh/", "ToBeDeletedByClusterAutoscaler", "DeletionCandidateOfClusterAutoscaler"];

    /// <summary>
    /// The advice. Nodes that would take the pod were they in order come first: what keeps others away, such as the taint of a special
    /// pool, is somebody's will. Otherwise the reason that comes last in the scheduler's order, as its nodes are the nearest to fitting.
    /// </summary>
    /// <param name="slots">The nodes, none of which takes the pod.</param>
    public static string For(BuildSlots slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var excluded = slots.Nodes.Where(IsExcluded).Select(node => (Now: node, Sound: NodeSlots.Count(slots.Pod, Sound(node.Node), NodeUsage.None))).ToList();
        if (excluded.Exists(node => node.Sound.WhenEmpty > 0)) return Cure([.. excluded.Where(node => node.Sound.WhenEmpty > 0).Select(node => node.Now)]);
        var reasons = excluded.Select(node => node.Sound).Concat(slots.Nodes.Where(node => !IsExcluded(node))).SelectMany(node => node.Obstacles);
        return reasons.Where(obstacle => obstacle.Kind != NodeObstacleKind.Busy).MaxBy(obstacle => obstacle.Kind) switch
        {
            null => "Add a node.",
            { Kind: NodeObstacleKind.NotReady } => "Repair the nodes: kubectl describe node says why they are not Ready.",
            { Kind: NodeObstacleKind.Cordoned } => "Uncordon a node with kubectl uncordon.",
            { Kind: NodeObstacleKind.Taint, Detail: var taint } => $"Give the build pods a toleration of the taint {taint}, or take it from the nodes that are meant for builds.",
            { Kind: NodeObstacleKind.Affinity } => "Correct the build pods' node selector or affinity, or label the nodes that are meant for builds.",
            { Kind: NodeObstacleKind.HostPort } => "Take the host port out of the build pods.",
            { Kind: NodeObstacleKind.PodLimit } => "Use nodes that allow more pods.",
            { Detail: var resource } => $"Lower what the build asks of {resource}, or add larger nodes: all containers of a build run on one node.",
        };
    }

    /// <summary>Whether the node's own state or a taint keeps the pod away, before anything of the pod is looked at.</summary>
    private static bool IsExcluded(NodeSlots node) => node.Obstacles.Any(obstacle => obstacle.Kind <= NodeObstacleKind.Taint);

    private static string Cure(ImmutableArray<NodeSlots> curable)
    {
        var largest = curable.GroupBy(node => node.Obstacles[0] with { Detail = "" }).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key.Kind).First();
        var names = SlotsText.Names([.. largest.Select(node => node.Node.Name)]);
        var (they, are) = largest.Count() == 1 ? ("it", "is") : ("they", "are");
        return largest.Key.Kind switch
        {
            NodeObstacleKind.Cordoned => $"Uncordon {names} if {they} {are} meant for builds: {they} would take a build pod.",
            NodeObstacleKind.Taint => $"Find out with kubectl describe node why {names} {(largest.Count() == 1 ? "has" : "have")} the taint {largest.First().Obstacles[0].Detail}: without it, {they} would take a build pod.",
            _ => $"Repair {names}: {they} would take a build pod. kubectl describe node says why {they} {are} not Ready.",
        };
    }

    private static NodeFact Sound(NodeFact node) => node with
    {
        TrueConditions = node.IsReady ? node.TrueConditions : node.TrueConditions.Add("Ready"),
        Unschedulable = false,
        Taints = node.Taints.RemoveAll(taint => PassingTaints.Any(start => taint.Key.StartsWith(start, StringComparison.Ordinal))),
    };
}
