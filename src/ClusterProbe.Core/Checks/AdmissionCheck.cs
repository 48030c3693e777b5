using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>A check on the answers to dry runs: one finding for each build shape in each build namespace.</summary>
internal abstract class AdmissionCheck : Check
{
    /// <summary>The reason of a pod that is admitted.</summary>
    protected const string AdmittedReason = nameof(AdmissionOutcome.Admitted);

    private const string NoNamespaceReason = "NoBuildNamespace";

    /// <inheritdoc/>
    public sealed override Category Category => Category.Admission;

    /// <inheritdoc/>
    public override ImmutableArray<FactKind> Needs => [FactKind.AdmissionProbes, FactKind.AdmissionPolicies, FactKind.BuildNamespaces];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Reasons => [NoNamespaceReason, .. Enum.GetNames<DenialClass>(), .. OwnReasons];

    /// <summary>The reasons beside the classes of denials.</summary>
    protected abstract ImmutableArray<string> OwnReasons { get; }

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Profile.BuildNamespaces.IsEmpty) return [Skip(Subject.Cluster, NoNamespaceReason, "No build namespace is named: use --namespace or the profile.")];
        return BuildProbes.All(context.Facts, context.Profile).Select(probes => Evaluate(context, probes));
    }

    /// <summary>Evaluates one build.</summary>
    /// <param name="context">The facts and the profile.</param>
    /// <param name="probes">The answers.</param>
    protected abstract Finding Evaluate(CheckContext context, BuildProbes probes);

    /// <summary>There is nothing to say about a namespace that does not exist; CP1001 says that it does not.</summary>
    /// <param name="probes">The answers.</param>
    protected Finding SkipMissingNamespace(BuildProbes probes)
        => Skip(probes.Subject, nameof(DenialClass.NamespaceMissing), $"Namespace {probes.Namespace} does not exist (CP1001).");

    /// <summary>A refusal: the sentence, the API server's words, who asked, and the fix.</summary>
    /// <param name="status">How bad it is.</param>
    /// <param name="denial">The refusal.</param>
    /// <param name="context">The facts and the profile.</param>
    /// <param name="probes">The build.</param>
    /// <param name="variant">The refused variant.</param>
    protected Finding Refused(FindingStatus status, Denial denial, CheckContext context, BuildProbes probes, ProbeVariant variant)
        => Report(status, probes.Subject, denial.Class.ToString(), $"{DenialText.Sentence(denial, probes.Namespace)} {Caveat(denial)}".TrimEnd()) with
        {
            Evidence = [.. ImmutableArray.Create(denial.Message).Where(message => message.Length > 0), .. Bindings(context.Facts, denial), Asked(context, probes[variant])],
            Remediation = DenialFix.For(denial, context, probes, variant),
        };

    /// <summary>Who asked, and for whom: rules of admission may look at either.</summary>
    /// <param name="context">The facts and the profile.</param>
    /// <param name="probe">The probe.</param>
    protected static string Asked(CheckContext context, AdmissionProbe probe)
    {
        var who = probe.AskedAs.Length == 0 ? "an identity that the API server did not name" : probe.AskedAs;
        var pod = $"for a pod of ServiceAccount {probe.Namespace}/{context.Profile.BuildServiceAccount}";
        var other = context.Profile.CiIdentity is { } identity && identity.UserName != probe.AskedAs ? $"; the CI identity is {identity.UserName}" : "";
        return $"asked as {who} {pod}{other}";
    }

    /// <summary>Why an answer is not known.</summary>
    /// <param name="fact">The answer.</param>
    protected static UnknownCause CauseOf(Fact<AdmissionAnswer> fact) => fact.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected;

    private static IEnumerable<string> Bindings(ClusterFacts facts, Denial denial)
        => denial.Binding is not null && facts.AdmissionPolicies.Policies.IsKnown(out var policies)
            ? policies.Bindings
                .Where(binding => binding.Name == denial.Binding)
                .Select(binding => $"binding {binding.Name} is for {(binding.NamespaceSelector.IsEverything ? "every namespace" : "selected namespaces")}: {string.Join(", ", binding.Actions)}")
            : [];

    private static string Caveat(Denial denial)
        => denial.Class.IsUndecided() || denial.Class is DenialClass.InvalidSpec or DenialClass.FargateScheduler ? "" : DenialText.FirstBlocker;
}
