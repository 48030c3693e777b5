using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5006: the nodes that builds can run on have disk for images, caches and workspaces.</summary>
/// <remarks>Build pods seldom request ephemeral storage, so that the scheduler does not look at it; the kubelet evicts when it is short.</remarks>
internal sealed class NodesHaveDisk : Check
{
    private const string DiskFree = nameof(DiskFree);
    private const string SomeNodesShort = nameof(SomeNodesShort);
    private const string AllNodesShort = nameof(AllNodesShort);
    private const string SmallDisks = nameof(SmallDisks);
    private const string NoNode = nameof(NoNode);
    private const string Storage = "ephemeral-storage";
    private const string PressureTaint = "node.kubernetes.io/disk-pressure";

    /// <summary>The images of one ordinary build and its checkout.</summary>
    private const long Little = 10L << 30;

    public override string Code => "CP5006";

    public override string Title => "nodes have disk for builds";

    public override Category Category => Category.Capacity;

    public override ImmutableArray<FactKind> Needs => [FactKind.Nodes, FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes];

    public override ImmutableArray<string> Reasons => [DiskFree, SomeNodesShort, AllNodesShort, SmallDisks, NoNode];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (!context.Facts.Nodes.IsKnown(out var inventory))
        {
            var cause = context.Facts.Nodes.IsUnknown(out var unknown) ? unknown : UnknownCause.NotCollected;
            return [NotEvaluated(Subject.Cluster, "Disk space for builds", cause)];
        }

        var builds = BuildFit.All(context);
        ImmutableArray<NodeFact> nodes = [.. Eligible(builds, inventory)];
        if (nodes.IsEmpty) return [Skip(Subject.Cluster, NoNode, "No node is open to build pods (CP5001).")];
        ImmutableArray<NodeFact> full = [.. nodes.Where(node => node.TrueConditions.Contains("DiskPressure"))];
        var unseen = builds.Select(build => build.Unseen).OfType<UnseenChanges>().MaxBy(changes => changes.Makers.Length);
        return [Reserved(full.IsEmpty ? JudgeSize(nodes) : Pressure(full, nodes.Length), unseen)];
    }

    /// <summary>The nodes that some build pod could go to, were it not for pressure on their disks.</summary>
    private static IEnumerable<NodeFact> Eligible(ImmutableArray<BuildFit> builds, NodeInventory inventory)
        => inventory.Nodes.Where(node => builds.Any(build => NodeSlots.Count(build.Pod, WithoutPressure(node), NodeUsage.None).WhenEmpty > 0));

    private static NodeFact WithoutPressure(NodeFact node) => node with { Taints = node.Taints.RemoveAll(taint => taint.Key == PressureTaint) };

    private Finding Pressure(ImmutableArray<NodeFact> full, int all)
    {
        var names = SlotsText.Names([.. full.Select(node => node.Name)]);
        var finding = full.Length == all
            ? Fail(Subject.Cluster, AllNodesShort, $"All nodes that builds can run on are short of disk: {names}.")
            : Warn(Subject.Cluster, SomeNodesShort, $"{full.Length} of {all} nodes that builds can run on are short of disk: {names}.");
        return finding with
        {
            Evidence = ["status.conditions: DiskPressure=True"],
            Remediation = new Remediation("Free or enlarge the nodes' disks: under pressure the kubelet takes no new pods and evicts builds."),
        };
    }

    private Finding JudgeSize(ImmutableArray<NodeFact> nodes)
    {
        ImmutableArray<NodeFact> sized = [.. nodes.Where(node => node.Allocatable[Storage] > 0).OrderBy(node => node.Allocatable[Storage])];
        if (sized.IsEmpty) return Pass(Subject.Cluster, DiskFree, "No node is under disk pressure. How large the disks are is not reported.");
        var smallest = Quantity.Format(Storage, sized[0].Allocatable[Storage] >> 20 << 20);
        ImmutableArray<string> small = [.. sized.Where(node => node.Allocatable[Storage] < Little).Select(node => node.Name)];
        return small.IsEmpty
            ? Pass(Subject.Cluster, DiskFree, $"No node is under disk pressure; the smallest allows {smallest} of ephemeral storage.")
            : Warn(Subject.Cluster, SmallDisks, $"{small.Length} of {nodes.Length} nodes allow less than {Quantity.Format(Storage, Little)} of ephemeral storage, the smallest {smallest}: {SlotsText.Names(small)}.") with
            {
                Remediation = new Remediation("Use larger node disks: images, caches and workspaces of all builds on a node share them."),
            };
    }
}
