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
        return finding with { Evidence = [Asks(build), slots.SchedulerMessage()], Remediation = new Remediation(NodeAdvice.For(slots)) };
    }

    private static ImmutableArray<string> Evidence(BuildFit build, BuildSlots slots, PodInventory? pods)
        => pods is not null && slots.Largest(pods) is var (node, free)
            ? [Asks(build), $"the largest room for one pod is on node {node}: {SlotsText.Free(free, build.Pod.Requests)}"]
            : [Asks(build)];

    private static string RuledOut(BuildSlots slots) => slots.DescribeRuledOut() is { Length: > 0 } reasons ? $" ({reasons})" : "";

    private static string Count(int nodes) => nodes == 1 ? "1 node" : $"{nodes} nodes";
}
