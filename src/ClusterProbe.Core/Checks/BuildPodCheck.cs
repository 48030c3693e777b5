using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.Core.Checks;

/// <summary>A check on each build shape in each build namespace, by what is known of the namespace.</summary>
internal abstract class BuildPodCheck : Check
{
    private const string NoNamespaceReason = "NoBuildNamespace";
    private const string MissingReason = "NamespaceMissing";

    public sealed override Category Category => Category.Capacity;

    public override ImmutableArray<FactKind> Needs => [FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes];

    public sealed override ImmutableArray<string> Reasons => [NoNamespaceReason, MissingReason, .. OwnReasons];

    /// <summary>The reasons beside those for a namespace that is not there.</summary>
    protected abstract ImmutableArray<string> OwnReasons { get; }

    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Profile.BuildNamespaces.IsEmpty) return [Skip(Subject.Cluster, NoNamespaceReason, "No build namespace is named: use --namespace or the profile.")];
        return from probes in BuildProbes.All(context.Facts, context.Profile)
               let facts = context.Facts.BuildNamespaces.FirstOrDefault(known => known.Name == probes.Namespace) ?? new BuildNamespaceFacts(probes.Namespace)
               select facts.Namespace.IsAbsent
                   ? Skip(probes.Subject, MissingReason, $"Namespace {probes.Namespace} does not exist (CP6001).")
                   : Evaluate(context.Profile, facts, probes, probes.Unseen(context));
    }

    /// <summary>Evaluates one build.</summary>
    /// <param name="profile">What ready means.</param>
    /// <param name="facts">The namespace, which may exist.</param>
    /// <param name="probes">The pod, and what the cluster answered to it.</param>
    /// <param name="unseen">What may be done to the pod that no dry run has shown; null when one was answered.</param>
    protected abstract Finding Evaluate(Profile profile, BuildNamespaceFacts facts, BuildProbes probes, UnseenChanges? unseen);

    /// <summary>What the pod asks for: as the cluster would store it where a dry run shows that, otherwise as it is declared.</summary>
    /// <param name="probes">The pod.</param>
    protected static PodResources ResourcesOf(BuildProbes probes)
    {
        ArgumentNullException.ThrowIfNull(probes);
        return probes.Stored is { } stored ? PodResources.Of(probes.Shape, stored) : PodResources.Of(probes.Shape);
    }
}
