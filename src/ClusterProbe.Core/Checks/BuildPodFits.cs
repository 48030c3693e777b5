using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5001: there is a node that takes a build pod now.</summary>
internal sealed class BuildPodFits : SlotsCheck
{
    private const string SlotsFree = nameof(SlotsFree);
    private const string NodesFull = nameof(NodesFull);
    private const string NeedsNewNode = nameof(NeedsNewNode);
    private const string NoNodeFits = nameof(NoNodeFits);

    public override string Code => "CP5001";

    public override string Title => "a build pod fits now";

    protected override ImmutableArray<string> OwnReasons => [SlotsFree, NodesFull, NeedsNewNode, NoNodeFits];

    protected override Finding Evaluate(CheckContext context, BuildFit build, NodeInventory nodes)
    {
        var known = context.Facts.Pods.IsKnown(out var pods);
        var slots = BuildSlots.Count(build.Pod, nodes, pods);
        if (slots.WhenEmpty == 0) return NoRoomAtAll(context, build, slots);
        if (!known) return NotEvaluated(build.Subject, $"What is free on the {Count(slots.NodesWithRoom)} that could take it", CauseOf(context.Facts.Pods));
        return slots.Now > 0
            ? Pass(build.Subject, SlotsFree, $"{Slots(slots.Now)} on {slots.NodesWithRoom} of {Count(nodes.Nodes.Length)}{RuledOut(slots)}.") with { Evidence = Evidence(build, slots, pods) }
            : Full(context, build, slots, pods!);
    }

    private Finding Full(CheckContext context, BuildFit build, BuildSlots slots, PodInventory pods)
        => Warn(
            build.Subject,
            NodesFull,
            $"No node has room for a build pod now{RuledOut(slots)}. {Slots(slots.WhenEmpty)} would be free on empty nodes{(ElasticCapacity.Source(context.Facts) is { } source ? $", and {source} can add some" : "")}.") with
        {
            Evidence = [.. Evidence(build, slots, pods), slots.SchedulerMessage()],
            Remediation = new Remediation("Add nodes, or move other work away: until a pod ends, builds wait, and fail when their initialisation times out."),
        };

    private Finding NoRoomAtAll(CheckContext context, BuildFit build, BuildSlots slots)
    {
        var elastic = ElasticCapacity.Source(context.Facts);
        var message = slots.Nodes.IsEmpty ? "There is no node" : $"No node takes a build pod, even when empty{RuledOut(slots)}";
        var finding = elastic is not null ? Warn(build.Subject, NeedsNewNode, $"{message}. Builds wait until one that does is added: {elastic} can add nodes.")
            : ElasticCapacity.WhyUnknown(context.Facts) is { } cause ? NotEvaluated(build.Subject, $"{message}. Whether something adds one that does is not known", cause)
            : Fail(build.Subject, NoNodeFits, $"{message}.");
        return finding with { Evidence = [Asks(build), slots.SchedulerMessage()], Remediation = new Remediation(Advice(slots)) };
    }

    private static ImmutableArray<string> Evidence(BuildFit build, BuildSlots slots, PodInventory? pods)
        => pods is not null && slots.Largest(pods) is var (node, free)
            ? [Asks(build), $"the largest room for one pod is on node {node}: {SlotsText.Free(free, build.Pod.Requests)}"]
            : [Asks(build)];

    private static string RuledOut(BuildSlots slots) => slots.DescribeRuledOut() is { Length: > 0 } reasons ? $" ({reasons})" : "";

    private static string Count(int nodes) => nodes == 1 ? "1 node" : $"{nodes} nodes";

    /// <summary>What to do about the reason that comes last in the scheduler's order, as its nodes are the nearest to fitting; waiting is not advice.</summary>
    private static string Advice(BuildSlots slots)
        => slots.Nodes.SelectMany(node => node.Obstacles).Where(obstacle => obstacle.Kind != NodeObstacleKind.Busy).MaxBy(obstacle => obstacle.Kind) switch
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
