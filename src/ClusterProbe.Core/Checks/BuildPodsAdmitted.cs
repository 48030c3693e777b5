using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1001: the pod that the CI system sends is admitted.</summary>
internal sealed class BuildPodsAdmitted : AdmissionCheck
{
    public override string Code => "CP1001";

    public override string Title => "build pods are admitted";

    protected override ImmutableArray<string> OwnReasons => [AdmittedReason];

    protected override Finding Evaluate(CheckContext context, BuildProbes probes)
    {
        const ProbeVariant variant = ProbeVariant.AsBuilt;
        if (probes.IsNamespaceMissing(context.Facts))
        {
            return Refused(FindingStatus.Fail, new(DenialClass.NamespaceMissing, ""), context, probes, variant);
        }

        if (probes[variant].Answer is var fact && !fact.IsKnown(out var answer))
        {
            return NotEvaluated(probes.Subject, $"Whether {probes.Namespace} admits build pods", CauseOf(fact));
        }

        if (DenialClassifier.Classify(answer) is not { } denial)
        {
            return IsLeftToFargate(probes, answer)
                ? Refused(FindingStatus.Fail, new(DenialClass.FargateScheduler, ""), context, probes, variant)
                : Pass(probes.Subject, AdmittedReason, $"Namespace {probes.Namespace} admits build pods of shape {probes.Shape.Name}.") with
                {
                    Evidence = [Asked(context, probes[variant])],
                };
        }

        // A webhook that fails closed and does not answer stops real builds just as it stops the dry run.
        var unjudged = denial.Class == DenialClass.InvalidSpec || (denial.Class.IsUndecided() && denial.Class != DenialClass.WebhookCallFailed);
        return Refused(unjudged ? FindingStatus.Error : FindingStatus.Fail, denial, context, probes, variant);
    }

    private static bool IsLeftToFargate(BuildProbes probes, AdmissionAnswer answer)
        => answer.Pod?.SchedulerName == AdmissionProtocol.FargateScheduler && probes.Shape.Containers.Any(container => container.Privileged);
}
