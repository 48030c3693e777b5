using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>A check on the room for build pods: one finding for each build shape in each build namespace.</summary>
internal abstract class SlotsCheck : Check
{
    private const string NoNamespaceReason = "NoBuildNamespace";
    private const string FargateReason = "NodePerPod";

    /// <inheritdoc/>
    public sealed override Category Category => Category.Capacity;

    /// <inheritdoc/>
    public sealed override ImmutableArray<FactKind> Needs => [FactKind.Nodes, FactKind.Pods, FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes, FactKind.Autoscaling];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Reasons => [NoNamespaceReason, FargateReason, .. OwnReasons];

    /// <summary>The reasons beside the common one.</summary>
    protected abstract ImmutableArray<string> OwnReasons { get; }

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Profile.BuildNamespaces.IsEmpty) return [Skip(Subject.Cluster, NoNamespaceReason, "No build namespace is named: use --namespace or the profile.")];
        if (!context.Facts.Nodes.IsKnown(out var nodes)) return [NotEvaluated(Subject.Cluster, "Room for builds", CauseOf(context.Facts.Nodes))];
        return BuildFit.All(context).Select(build => build.SchedulerName == AdmissionProtocol.FargateScheduler
            ? Skip(build.Subject, FargateReason, "EKS Fargate makes a node for each of these pods.")
            : Reserved(Evaluate(context, build, nodes), build.Unseen));
    }

    /// <summary>Evaluates one build pod.</summary>
    /// <param name="context">The facts and the profile.</param>
    /// <param name="build">The pod.</param>
    /// <param name="nodes">The nodes.</param>
    protected abstract Finding Evaluate(CheckContext context, BuildFit build, NodeInventory nodes);

    /// <summary>Why something is not known.</summary>
    /// <typeparam name="T">What it would be.</typeparam>
    /// <param name="fact">The fact.</param>
    protected static UnknownCause CauseOf<T>(Fact<T> fact)
        where T : class
        => fact.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected;

    /// <summary>"1 slot" or "41 slots".</summary>
    /// <param name="count">How many.</param>
    protected static string Slots(long count) => count == 1 ? "1 slot" : $"{count} slots";

    /// <summary>What the pod asks for.</summary>
    /// <param name="build">The pod.</param>
    protected static string Asks(BuildFit build) => $"the pod asks for {SlotsText.Amounts(build.Pod.Requests)}";
}
