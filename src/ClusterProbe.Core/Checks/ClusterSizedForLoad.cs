using System.Collections.Immutable;
using ClusterProbe.Core.Autoscaling;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Planning;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5005: the nodes are about as many as the vendor estimates for the expected pull requests.</summary>
internal sealed class ClusterSizedForLoad : Check
{
    /// <summary>A node of 2 GB for each CPU has about this much allocatable for it.</summary>
    private const long AllocatableBytesPerCpu = 3L << 29;

    public override string Code => "CP5005";

    public override string Title => "the cluster is sized for the expected pull requests";

    public override Category Category => Category.Capacity;

    public override ImmutableArray<FactKind> Needs => [FactKind.Nodes, FactKind.Autoscaling];

    public override ImmutableArray<string> Reasons => ["LoadNotSaid", "LargeEnough", "NodesAreAdded", "TooSmall"];

    public override IEnumerable<Finding> Evaluate(CheckContext context) => [Judge(context) with { Required = false }];

    private Finding Judge(CheckContext context)
    {
        if (context.Profile.Load.PullRequestsPerDay is not (> 0 and var pullRequests))
        {
            return Skip(Subject.Cluster, "LoadNotSaid", "The profile does not say how many pull requests are built on a day.");
        }

        if (!context.Facts.Nodes.IsKnown(out var inventory))
        {
            return NotEvaluated(Subject.Cluster, "The nodes", context.Facts.Nodes.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected);
        }

        var cpus = inventory.Nodes.Where(node => node.IsReady && !node.Unschedulable).Select(Cpus).ToArray();
        var size = cpus.DefaultIfEmpty(0).Average() < 6 ? NodeSize.Small : NodeSize.Large;
        var needed = ClusterSize.NodesFor(pullRequests, size);
        var has = (int)Math.Floor(cpus.Sum() / size.Cpus);
        var estimate = $"the vendor's rough estimate for {pullRequests} pull requests a day is {needed.Low} to {needed.High} nodes of {size.Cpus} CPUs";
        if (has >= needed.Low) return Pass(Subject.Cluster, "LargeEnough", $"The usable nodes are worth {has} nodes of {size.Cpus} CPUs; {estimate}.");
        return NodeSupply.Of(context.Facts.Autoscaling, context.Facts.CollectedAt).Any(supply => supply.State == NodeSupplyState.Available)
            ? Pass(Subject.Cluster, "NodesAreAdded", $"The usable nodes are worth {has} nodes of {size.Cpus} CPUs now, and nodes are added when builds need them; {estimate}.")
            : Warn(Subject.Cluster, "TooSmall", $"The usable nodes are worth {has} nodes of {size.Cpus} CPUs; {estimate}.") with
            {
                Remediation = new Remediation($"Plan for at least {needed.Low} nodes of {size.Cpus} CPUs and {size.Cpus * 2} GB, or let an autoscaler add nodes."),
            };
    }

    /// <summary>CPUs of the node as it was bought, or fewer when it has too little memory for them.</summary>
    private static double Cpus(NodeFact node)
        => Math.Min(Math.Ceiling(node.Allocatable["cpu"] / 1000.0), (double)node.Allocatable["memory"] / AllocatableBytesPerCpu);
}
