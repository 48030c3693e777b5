using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>A check on each build shape in each build namespace, by what is known of the namespace.</summary>
internal abstract class BuildPodCheck : Check
{
    private const string NoNamespaceReason = "NoBuildNamespace";
    private const string MissingReason = "NamespaceMissing";

    public sealed override Category Category => Category.Capacity;

    public override ImmutableArray<FactKind> Needs => [FactKind.BuildNamespaces];

    public sealed override ImmutableArray<string> Reasons => [NoNamespaceReason, MissingReason, .. OwnReasons];

    /// <summary>The reasons beside those for a namespace that is not there.</summary>
    protected abstract ImmutableArray<string> OwnReasons { get; }

    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Profile.BuildNamespaces.IsEmpty) return [Skip(Subject.Cluster, NoNamespaceReason, "No build namespace is named: use --namespace or the profile.")];
        return from name in context.Profile.BuildNamespaces
               let facts = context.Facts.BuildNamespaces.FirstOrDefault(known => known.Name == name) ?? new BuildNamespaceFacts(name)
               from shape in context.Profile.Shapes
               let subject = new Subject("pod", shape.Name, name)
               select facts.Namespace.IsAbsent
                   ? Skip(subject, MissingReason, $"Namespace {name} does not exist (CP6001).")
                   : Evaluate(context.Profile, facts, shape, subject);
    }

    /// <summary>Evaluates one build.</summary>
    /// <param name="profile">What ready means.</param>
    /// <param name="facts">The namespace, which may exist.</param>
    /// <param name="shape">The pod.</param>
    /// <param name="subject">What the finding is about.</param>
    protected abstract Finding Evaluate(Profile profile, BuildNamespaceFacts facts, BuildShape shape, Subject subject);
}
