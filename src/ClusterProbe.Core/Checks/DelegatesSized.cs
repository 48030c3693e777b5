using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>The delegates have the size that the expected number of parallel builds takes.</summary>
internal sealed class DelegatesSized : DelegateCheck
{
    public override string Code => "CP6004";

    public override string Title => "delegates are sized for the expected parallel builds";

    public override ImmutableArray<string> Reasons => [.. base.Reasons, "Sized", "LoadUnknown", "TooFewReplicas", "ReplicasTooSmall"];

    private protected override IEnumerable<Finding> Judge(CiWorkloadInventory inventory, Profile profile)
    {
        var capacity = DelegateCapacity.Builds(inventory.Workloads);
        var replicas = inventory.Workloads.Sum(workload => Math.Max(0, workload.Replicas));
        if (profile.Load.ParallelBuilds is not { } expected)
        {
            yield return Skip(Subject.Cluster, "LoadUnknown", $"The profile does not say how many builds run in parallel (spec.load.parallelBuilds); the delegates are sized for {capacity}.");
        }
        else if (capacity < expected)
        {
            yield return Warn(Subject.Cluster, "TooFewReplicas", $"{replicas} delegate replicas look after {capacity} parallel builds, and {expected} are expected.") with
            {
                Remediation = new Remediation($"Run {DelegateCapacity.ReplicasFor(expected)} replicas of 2 GB memory and 0.5 CPU: each looks after {DelegateCapacity.BuildsPerReplica} builds."),
            };
        }
        else
        {
            yield return Pass(Subject.Cluster, "Sized", $"{replicas} delegate replicas look after {capacity} parallel builds; {expected} are expected.");
        }

        foreach (var small in inventory.Workloads.Where(DelegateCapacity.IsUndersized))
        {
            yield return Warn(SubjectOf(small), "ReplicasTooSmall", $"A replica of {small} requests {small.Requests["cpu"]}m CPU and {small.Requests["memory"] >> 20}Mi memory, less than the 500m and 2 GB that {DelegateCapacity.BuildsPerReplica} builds take.") with
            {
                Remediation = new Remediation("Request 500m CPU and 2048Mi memory for each delegate replica."),
            };
        }
    }
}
