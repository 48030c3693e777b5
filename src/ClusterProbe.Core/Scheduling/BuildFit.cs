using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.Core.Scheduling;

/// <summary>A build pod of one shape in one namespace, as it reaches the scheduler.</summary>
/// <param name="Subject">What findings are about: the pod.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Pod">What the scheduler looks at.</param>
/// <param name="Annotations">The pod's annotations.</param>
/// <param name="SchedulerName">The scheduler that places it; empty when that is not known.</param>
internal sealed record BuildFit(Subject Subject, BuildShape Shape, SchedulablePod Pod, ImmutableSortedDictionary<string, string> Annotations, string SchedulerName)
{
    /// <summary>What may be done to the pod that no dry run has shown; null when one was answered.</summary>
    public UnseenChanges? Unseen { get; init; }

    /// <summary>The build pods of the profile: as admission leaves them where a dry run was answered, otherwise as they are sent, with the defaults of known limit ranges.</summary>
    /// <param name="context">The facts and the profile.</param>
    public static ImmutableArray<BuildFit> All(CheckContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return [.. BuildProbes.All(context.Facts, context.Profile).Select(probes => Of(context, probes))];
    }

    private static BuildFit Of(CheckContext context, BuildProbes probes)
    {
        var stored = probes.Stored;
        return new BuildFit(
            probes.Subject,
            probes.Shape,
            stored is null ? Declared(probes.Shape, probes.LimitRangesIn(context.Facts)) : SchedulablePod.Of(probes.Shape, stored),
            stored?.Annotations ?? probes.Shape.Annotations,
            stored?.SchedulerName ?? "")
        {
            Unseen = probes.Unseen(context),
        };
    }

    private static SchedulablePod Declared(BuildShape shape, Fact<LimitRanges> limitRanges)
        => limitRanges.IsKnown(out var ranges) && !ranges.Items.IsEmpty
            ? SchedulablePod.Of(shape) with { Requests = LimitRangeEvaluation.Evaluate(PodResources.Of(shape), ranges).Pod.TotalRequests(withOverhead: true).ToResourceList() }
            : SchedulablePod.Of(shape);
}
