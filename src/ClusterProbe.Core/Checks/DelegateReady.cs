using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>Harness has a delegate in the cluster, and it is ready.</summary>
internal sealed class DelegateReady : DelegateCheck
{
    public override string Code => "CP6003";

    public override string Title => "the delegate is there and ready";

    public override ImmutableArray<string> Reasons => [.. base.Reasons, "Ready", "NotAllReady", "NotReady", "ScaledDown"];

    private protected override Finding WithoutDelegate()
        => Warn(Subject.Cluster, "NoDelegate", "No pod or Deployment with the label harness.io/name was found. A delegate outside the cluster works only if it can reach the API server and the IPs of build pods.") with
        {
            Remediation = new Remediation("Install a delegate in the cluster in which builds run, or waive this check if yours runs elsewhere and reaches the pods."),
        };

    private protected override IEnumerable<Finding> Judge(CiWorkloadInventory inventory, Profile profile) => inventory.Workloads.Select(Judge);

    /// <summary>A delegate that is not there may run elsewhere. One that is there and does not work was meant to.</summary>
    private Finding Judge(CiWorkload item)
    {
        var subject = SubjectOf(item);
        return (item.ReadyReplicas, item.Replicas) switch
        {
            (_, <= 0) => Warn(subject, "ScaledDown", $"{item} is scaled to 0: it starts no builds.") with
            {
                Remediation = new Remediation($"Scale it up: kubectl scale {item.Kind.ToLowerInvariant()} {item.Name} -n {item.Namespace} --replicas=1."),
            },
            ( <= 0, _) => Fail(subject, "NotReady", $"{item} has {item.Replicas} replicas, and none is ready: it starts no builds.") with
            {
                Remediation = Look(item),
            },
            var (ready, wanted) when ready < wanted => Warn(subject, "NotAllReady", $"{item} has {ready} of {wanted} replicas ready.") with { Remediation = Look(item) },
            var (ready, _) => Pass(subject, "Ready", $"{item} has {ready} ready {(ready == 1 ? "replica" : "replicas")}."),
        };
    }

    private static Remediation Look(CiWorkload item)
        => new($"Look at its pods' events and logs: kubectl describe pods -n {item.Namespace} -l harness.io/name. A delegate takes up to 7 minutes to start.");
}
