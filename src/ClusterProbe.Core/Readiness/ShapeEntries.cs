using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Readiness;

/// <summary>What is known of each build shape in each build namespace.</summary>
internal static class ShapeEntries
{
    /// <summary>Build slots. Pods for which a node is made each have no number.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="profile">The profile.</param>
    public static ImmutableArray<ShapeSlots> Slots(ClusterFacts facts, Profile profile) => [.. BuildFit.All(new CheckContext(facts, profile, facts.CollectedAt)).Select(build => Slots(facts, build))];

    /// <summary>The slots of the scarcest shape; null when one of them is not known.</summary>
    /// <param name="slots">The slots.</param>
    public static long? Scarcest(ImmutableArray<ShapeSlots> slots) => slots.IsEmpty || slots.Any(shape => shape.Now is null) ? null : slots.Min(shape => shape.Now);

    /// <summary>What admission said.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="profile">The profile.</param>
    public static ImmutableArray<ShapeAdmission> Admission(ClusterFacts facts, Profile profile)
        => [.. BuildProbes.All(facts, profile).SelectMany(probes => ImmutableArray.Create(
            AsAnswered(probes, ProbeVariant.AsBuilt, "declared"),
            AsAnswered(probes, ProbeVariant.Restricted, "restricted"),
            AsJudged(probes, ProbeVariant.Root, "root"),
            AsJudged(probes, ProbeVariant.Privileged, "privileged")))];

    private static ShapeSlots Slots(ClusterFacts facts, BuildFit build)
    {
        if (!facts.Nodes.IsKnown(out var nodes) || build.SchedulerName == AdmissionProtocol.FargateScheduler || build.Unseen is { Makers.IsEmpty: false })
        {
            return new ShapeSlots(build.Subject.Namespace, build.Shape.Name, null, null);
        }

        var slots = BuildSlots.Count(build.Pod, nodes, facts.Pods.IsKnown(out var pods) ? pods : null);
        return new ShapeSlots(build.Subject.Namespace, build.Shape.Name, pods is null ? null : slots.Now, slots.WhenEmpty);
    }

    /// <summary>A probe that stands for itself.</summary>
    private static ShapeAdmission AsAnswered(BuildProbes probes, ProbeVariant variant, string name)
    {
        if (!probes[variant].Answer.IsKnown(out var answer)) return Unknown(probes, name, probes[variant].Answer);
        return DenialClassifier.Classify(answer) is not { } denial ? Entry(probes, name, "admitted", "")
            : Entry(probes, name, denial.Class.IsUndecided() ? "unknown" : "denied", denial.Class.ToString());
    }

    /// <summary>A probe that is judged against the same pod without the one thing in question.</summary>
    private static ShapeAdmission AsJudged(BuildProbes probes, ProbeVariant variant, string name)
    {
        if (!probes[ProbeVariant.Restricted].Answer.IsKnown(out var benign)) return Unknown(probes, name, probes[ProbeVariant.Restricted].Answer);
        if (!probes[variant].Answer.IsKnown(out var special)) return Unknown(probes, name, probes[variant].Answer);
        var verdict = AdmissionProtocol.Decide(benign, special, asBuilt: null, mayFailOpen: false);
        return verdict.Outcome switch
        {
            AdmissionOutcome.Admitted => Entry(probes, name, "admitted", ""),
            AdmissionOutcome.Denied => Entry(probes, name, "denied", $"{verdict.Class}"),
            _ => Entry(probes, name, "unknown", $"{verdict.Class}"),
        };
    }

    private static ShapeAdmission Unknown(BuildProbes probes, string name, Fact<AdmissionAnswer> answer)
        => Entry(probes, name, "unknown", (answer.IsUnknown(out var cause) ? cause.Reason : UnknownReason.NotCollected).ToString());

    private static ShapeAdmission Entry(BuildProbes probes, string name, string outcome, string reason) => new(probes.Namespace, probes.Shape.Name, name, outcome, reason);
}
