using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>No delegate's Deployment takes the pods of another one for its own.</summary>
internal sealed class DelegateSelectorsDisjoint : DelegateCheck
{
    public override string Code => "CP6005";

    public override string Title => "delegate selectors do not overlap";

    public override ImmutableArray<string> Reasons => [.. base.Reasons, "Disjoint", "Overlapping"];

    private protected override IEnumerable<Finding> Judge(CiWorkloadInventory inventory, Profile profile)
    {
        var pairs = SelectorOverlap.Pairs(inventory.Workloads);
        foreach (var (first, second) in pairs)
        {
            yield return Warn(SubjectOf(first), "Overlapping", $"{first} and {second} select each other's pods: sample manifests give every delegate the same pod label.") with
            {
                Remediation = new Remediation("Give each delegate its own value of the label harness.io/name, in spec.selector and in the pod template; the selector can't be changed, so recreate the Deployment."),
            };
        }

        if (inventory.ControllersUnknown is { } cause) yield return NotEvaluated(Subject.Cluster, "The selectors of delegates", cause);
        else if (pairs.IsEmpty) yield return Pass(Subject.Cluster, "Disjoint", $"{inventory.Workloads.Length} {(inventory.Workloads.Length == 1 ? "delegate" : "delegates")}; none selects the pods of another one.");
    }
}
