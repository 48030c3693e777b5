using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>A check on pods with one thing that some builds need: judged against the same pod without it.</summary>
internal abstract class CapabilityCheck : AdmissionCheck
{
    private const string WindowsReason = "NotOnWindows";

    /// <inheritdoc/>
    protected sealed override ImmutableArray<string> OwnReasons =>
        [AdmittedReason, nameof(AdmissionOutcome.AdmittedFailOpen), nameof(AdmissionOutcome.DeniedOnlyAsProbed), WindowsReason];

    /// <summary>The capability that needs it.</summary>
    protected abstract Capability Capability { get; }

    /// <summary>The capability's name in profiles and flags.</summary>
    protected abstract string CapabilityName { get; }

    /// <summary>The probe with the one thing in question.</summary>
    protected abstract ProbeVariant Variant { get; }

    /// <summary>The pods in question, in the plural.</summary>
    protected abstract string Pods { get; }

    /// <summary>What a refusal means for builds.</summary>
    protected abstract string Consequence { get; }

    /// <summary>The answer to the CI system's own pod, if it has the thing in question too.</summary>
    /// <param name="probes">The answers.</param>
    protected abstract AdmissionAnswer? AsBuilt(BuildProbes probes);

    /// <inheritdoc/>
    protected sealed override Finding Evaluate(CheckContext context, BuildProbes probes)
    {
        var required = context.Profile.Require.Contains(Capability);
        return Judge(context, probes, required) with { Required = required, RequiredBy = required ? CapabilityName : null };
    }

    private Finding Judge(CheckContext context, BuildProbes probes, bool required)
    {
        if (ProbePod.IsWindows(probes.Shape)) return Skip(probes.Subject, WindowsReason, $"Windows has no {Pods}.");
        if (probes.IsNamespaceMissing(context.Facts)) return SkipMissingNamespace(probes);
        var (benign, special) = (probes[ProbeVariant.Restricted].Answer, probes[Variant].Answer);
        if (!benign.IsKnown(out var plain) || !special.IsKnown(out var answer))
        {
            return NotEvaluated(probes.Subject, $"Whether {probes.Namespace} admits {Pods}", CauseOf(benign.IsKnown(out _) ? special : benign));
        }

        var open = FailOpenWebhooks.For(context.Facts, probes[Variant]);
        var verdict = AdmissionProtocol.Decide(plain, answer, AsBuilt(probes), mayFailOpen: !open.IsAbsent && (!open.IsKnown(out var webhooks) || webhooks.Webhooks.Length > 0));
        return verdict.Outcome switch
        {
            AdmissionOutcome.Denied => Deny(verdict, context, probes, required),
            AdmissionOutcome.Inconclusive => Refused(FindingStatus.Error, verdict.Denial!, context, probes, ProbeVariant.Restricted) is var own
                ? own with { Message = $"Nothing can be said about {Pods}, because even a hardened pod is refused: {own.Message}" }
                : own,
            AdmissionOutcome.Unknown => Refused(FindingStatus.Error, verdict.Denial!, context, probes, Variant),
            _ => Admit(verdict.Outcome, context, probes),
        };
    }

    private Finding Deny(AdmissionVerdict verdict, CheckContext context, BuildProbes probes, bool required)
    {
        var denial = verdict.Denial ?? new Denial(verdict.Class!.Value, "");
        var finding = Refused(required ? FindingStatus.Fail : FindingStatus.Warn, denial, context, probes, Variant);
        return required
            ? finding
            : finding with { Message = $"{finding.Message} {Consequence}; if no build needs that, waive {Code} in the profile or leave it out with --skip {Code}." };
    }

    private Finding Admit(AdmissionOutcome outcome, CheckContext context, BuildProbes probes)
        => Pass(probes.Subject, outcome.ToString(), $"Namespace {probes.Namespace} admits {Pods}{Reservation(outcome)}.") with
        {
            Evidence = [Asked(context, probes[Variant])],
        };

    private string Reservation(AdmissionOutcome outcome) => outcome switch
    {
        AdmissionOutcome.AdmittedFailOpen => ", as far as can be told: a validating webhook fails open, or webhooks could not be listed (CP1007)",
        AdmissionOutcome.DeniedOnlyAsProbed => " as the CI system sends them; a generic one of the " + Pods + " is refused",
        _ => "",
    };
}
