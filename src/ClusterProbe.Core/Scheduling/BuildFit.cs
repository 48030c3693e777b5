using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Scheduling;

/// <summary>A build pod of one shape in one namespace, as it reaches the scheduler.</summary>
/// <param name="Subject">What findings are about: the pod.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Pod">What the scheduler looks at.</param>
/// <param name="Annotations">The pod's annotations.</param>
/// <param name="SchedulerName">The scheduler that places it; empty when that is not known.</param>
internal sealed record BuildFit(Subject Subject, BuildShape Shape, SchedulablePod Pod, ImmutableSortedDictionary<string, string> Annotations, string SchedulerName)
{
    /// <summary>The build pods of the profile; as admission leaves them where a dry run was answered, otherwise as they are sent.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="profile">The profile.</param>
    public static ImmutableArray<BuildFit> All(ClusterFacts facts, Profile profile) => [.. BuildProbes.All(facts, profile).Select(Of)];

    private static BuildFit Of(BuildProbes probes)
    {
        var admitted = probes[ProbeVariant.AsBuilt].Answer.IsKnown(out var answer) && answer.Admitted ? answer.Pod : null;
        return new BuildFit(
            probes.Subject,
            probes.Shape,
            admitted is null ? SchedulablePod.Of(probes.Shape) : SchedulablePod.Of(probes.Shape, admitted),
            admitted?.Annotations ?? probes.Shape.Annotations,
            admitted?.SchedulerName ?? "");
    }
}
