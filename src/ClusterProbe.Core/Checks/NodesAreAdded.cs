using System.Collections.Immutable;
using ClusterProbe.Core.Autoscaling;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5007: an autoscaler that is there works.</summary>
internal sealed class NodesAreAdded : Check
{
    public override string Code => "CP5007";

    public override string Title => "something adds nodes when builds need them";

    public override Category Category => Category.Capacity;

    public override ImmutableArray<FactKind> Needs => [FactKind.Autoscaling];

    public override ImmutableArray<string> Reasons => ["NoAutoscaler", .. Enum.GetNames<NodeSupplyState>()];

    public override IEnumerable<Finding> Evaluate(CheckContext context) => [Evaluate(context.Facts) with { Required = false }];

    private Finding Evaluate(ClusterFacts facts)
    {
        var autoscaling = facts.Autoscaling;
        var supplies = NodeSupply.Of(autoscaling, facts.CollectedAt);
        if (supplies.IsEmpty)
        {
            return autoscaling.ClusterAutoscaler.IsUnknown(out var cause) ? NotEvaluated(Subject.Cluster, "The status of Cluster Autoscaler", cause)
                : autoscaling.NodePools.IsUnknown(out cause) ? NotEvaluated(Subject.Cluster, "Karpenter's NodePools", cause)
                : Skip(Subject.Cluster, "NoAutoscaler", "Neither Cluster Autoscaler nor Karpenter shows up here. Some platforms run their autoscaler out of sight.");
        }

        var available = supplies.Where(supply => supply.State == NodeSupplyState.Available).ToArray();
        var troubled = supplies.Except(available).OrderByDescending(supply => supply.State).ToArray();
        if (troubled.Length == 0) return Pass(Subject.Cluster, nameof(NodeSupplyState.Available), $"Nodes are added by {Names(available)}.") with { Evidence = Claims(autoscaling) };
        var others = available.Length == 0 ? "Nothing else adds nodes." : $"Nodes are still added by {Names(available)}.";
        return Warn(Subject.Cluster, troubled[0].State.ToString(), $"{Describe(troubled[0])}. {others}") with
        {
            Evidence = [.. troubled.Select(Describe), .. Claims(autoscaling)],
            Remediation = new Remediation(Advice(troubled[0].State)),
        };
    }

    private static string Names(NodeSupply[] supplies)
        => supplies.Length > 3 ? $"{string.Join(", ", supplies.Take(3).Select(supply => supply.Name))} and {supplies.Length - 3} more" : string.Join(", ", supplies.Select(supply => supply.Name));

    private static string Describe(NodeSupply supply)
    {
        var text = supply.State switch
        {
            NodeSupplyState.AtLimit => $"{supply.Name} can't grow",
            NodeSupplyState.Backoff => $"{supply.Name} waits after a failed attempt to add nodes",
            NodeSupplyState.NotReady => $"{supply.Name} is not ready",
            _ => $"{supply.Name} does not run",
        };
        return supply.Detail.Length == 0 ? text : $"{text}: {supply.Detail}";
    }

    private static string Advice(NodeSupplyState state) => state switch
    {
        NodeSupplyState.AtLimit => "Raise the maximum of the node group or the limits of the NodePool that builds run on, if they need more nodes.",
        NodeSupplyState.Backoff => "Look up why the provider refused nodes: quota, stock of the instance type, permissions, subnets.",
        NodeSupplyState.NotReady => "Repair what the NodePool refers to: its node class, subnets, images, permissions.",
        _ => "Look at the autoscaler's pod and its log, or ignore this if another autoscaler has replaced it.",
    };

    private static ImmutableArray<string> Claims(AutoscalingFacts autoscaling)
        => autoscaling.NodeClaims.IsKnown(out var claims) && claims.Items.Count(claim => !claim.Ready) is > 0 and var waiting
            ? [$"{waiting} of {claims.Items.Length} NodeClaims are not ready"]
            : [];
}
