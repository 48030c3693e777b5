using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>All probes of one build shape in one build namespace.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Probes">The probes, one for each variant.</param>
internal sealed record BuildProbes(string Namespace, BuildShape Shape, ImmutableArray<AdmissionProbe> Probes)
{
    /// <summary>What findings are about: a build pod of this shape.</summary>
    public Subject Subject => new("pod", Shape.Name, Namespace);

    /// <summary>The probes of every shape in every build namespace.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="profile">The profile.</param>
    public static IEnumerable<BuildProbes> All(ClusterFacts facts, Profile profile)
        => from @namespace in profile.BuildNamespaces
           from shape in profile.Shapes
           select new BuildProbes(
               @namespace,
               shape,
               [.. facts.AdmissionProbes.Where(probe => probe.Namespace == @namespace && probe.Shape == shape.Name)]);

    /// <summary>One probe; its answer is unknown when it was not sent.</summary>
    /// <param name="variant">The variant.</param>
    public AdmissionProbe this[ProbeVariant variant]
        => Probes.FirstOrDefault(probe => probe.Variant == variant) ?? new AdmissionProbe(Namespace, Shape.Name, variant);

    /// <summary>The pod as the cluster would store it: as built, or where that is refused, the nearest variant that is not; null when all are.</summary>
    public PodView? Stored => new[] { ProbeVariant.AsBuilt, ProbeVariant.Root, ProbeVariant.Restricted, ProbeVariant.Privileged }
        .Select(variant => this[variant].Answer.IsKnown(out var answer) ? answer.Pod : null)
        .FirstOrDefault(pod => pod is not null);

    /// <summary>What may be done to the pod that no dry run has shown; null when one was answered.</summary>
    /// <param name="context">The facts and the profile.</param>
    public UnseenChanges? Unseen(CheckContext context)
        => UnseenChanges.ByWebhooks(context.Facts, context.Profile, Namespace, Shape)?.WithResources(LimitRangesIn(context.Facts), Shape);

    /// <summary>What limit ranges are known of the namespace.</summary>
    /// <param name="facts">The facts.</param>
    public Fact<LimitRanges> LimitRangesIn(ClusterFacts facts) => facts.BuildNamespaces.FirstOrDefault(build => build.Name == Namespace)?.LimitRanges ?? new();

    /// <summary>Whether the namespace is known not to exist, from the namespace itself or from any answer.</summary>
    /// <param name="facts">The facts.</param>
    public bool IsNamespaceMissing(ClusterFacts facts)
        => facts.BuildNamespaces.Any(build => build.Name == Namespace && build.Namespace.IsAbsent)
            || Probes.Any(probe => probe.Answer.IsKnown(out var answer) && DenialClassifier.Classify(answer)?.Class == DenialClass.NamespaceMissing);
}
