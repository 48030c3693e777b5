using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>A check of Harness delegates in the cluster.</summary>
internal abstract class DelegateCheck : Check
{
    public override Category Category => Category.CiSystem;

    public override ImmutableArray<FactKind> Needs => [FactKind.CiSystem];

    public override ImmutableArray<string> Reasons => ["OtherCiSystem", "NoDelegate"];

    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Profile.CiSystem != CiSystem.Harness)
        {
            return [Skip(Subject.Cluster, "OtherCiSystem", $"Only Harness has delegates; the profile is for {BuiltInProfiles.NameOf(context.Profile.CiSystem)}.")];
        }

        var workloads = context.Facts.CiSystem.Workloads;
        if (workloads.IsUnknown(out var cause)) return [NotEvaluated(Subject.Cluster, "The delegates", cause)];
        if (workloads.IsKnown(out var inventory) && !inventory.Workloads.IsEmpty) return Judge(inventory, context.Profile);
        return inventory?.ControllersUnknown is { } unknown
            ? [NotEvaluated(Subject.Cluster, "Delegates without running pods", unknown)]
            : [WithoutDelegate()];
    }

    /// <summary>What the check says when there is no delegate.</summary>
    private protected virtual Finding WithoutDelegate() => Skip(Subject.Cluster, "NoDelegate", "No delegate was found in the cluster.");

    /// <summary>Judges the delegates, of which there is at least one.</summary>
    private protected abstract IEnumerable<Finding> Judge(CiWorkloadInventory inventory, Profile profile);

    private protected static Subject SubjectOf(CiWorkload workload) => new(workload.Kind.ToLowerInvariant(), workload.Name, workload.Namespace);
}
