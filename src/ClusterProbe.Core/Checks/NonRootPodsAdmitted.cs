using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1004: a pod that is as harmless as pods can be is admitted. If it is not, what refuses it has nothing to do with privilege.</summary>
internal sealed class NonRootPodsAdmitted : AdmissionCheck
{
    public override string Code => "CP1004";

    public override string Title => "non-root build pods are admitted";

    protected override ImmutableArray<string> OwnReasons => [AdmittedReason];

    protected override Finding Evaluate(CheckContext context, BuildProbes probes)
    {
        const ProbeVariant variant = ProbeVariant.Restricted;
        if (probes.IsNamespaceMissing(context.Facts)) return SkipMissingNamespace(probes);
        if (probes[variant].Answer is var fact && !fact.IsKnown(out var answer))
        {
            return NotEvaluated(probes.Subject, $"Whether {probes.Namespace} admits non-root pods", CauseOf(fact));
        }

        if (DenialClassifier.Classify(answer) is not { } denial)
        {
            return Pass(probes.Subject, AdmittedReason, $"Namespace {probes.Namespace} admits pods that run as non-root, without capabilities.") with
            {
                Evidence = [Asked(context, probes[variant])],
            };
        }

        // Where the build's own pod gets in, builds run nevertheless.
        var buildsRun = probes[ProbeVariant.AsBuilt].Answer.IsKnown(out var own) && own.Admitted;
        var status = denial.Class.IsUndecided() || denial.Class == DenialClass.InvalidSpec ? FindingStatus.Error
            : buildsRun ? FindingStatus.Warn
            : FindingStatus.Fail;
        return Refused(status, denial, context, probes, variant) with { Required = !buildsRun };
    }
}
