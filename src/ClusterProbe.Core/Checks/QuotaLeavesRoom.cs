using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5003: the quotas of the build namespaces admit a build.</summary>
internal sealed class QuotaLeavesRoom : BuildPodCheck
{
    public override string Code => "CP5003";

    public override string Title => "quota leaves room for a build";

    protected override ImmutableArray<string> OwnReasons =>
        ["NoQuota", "Fits", "FewerThanParallelBuilds", "QuotaTooSmall", "QuotaExceeded", "MustSpecify", "SecretQuotaExceeded"];

    protected override Finding Evaluate(Profile profile, BuildNamespaceFacts facts, BuildProbes probes, UnseenChanges? unseen)
    {
        var subject = probes.Subject;
        if (!facts.Quotas.IsKnown(out var quotas))
        {
            return NotEvaluated(subject, $"The quotas of namespace {facts.Name}", facts.Quotas.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected);
        }

        if (quotas.Items.IsEmpty) return Pass(subject, "NoQuota", $"Namespace {facts.Name} has no quota.");
        return Reserved(Judge(profile, facts, probes.Shape, ResourcesOf(probes), subject, quotas), unseen);
    }

    private Finding Judge(Profile profile, BuildNamespaceFacts facts, BuildShape shape, PodResources pod, Subject subject, ResourceQuotas quotas)
    {
        pod = facts.LimitRanges.IsKnown(out var ranges) ? LimitRangeEvaluation.Evaluate(pod, ranges).Pod : pod.WithServerDefaults();
        var results = QuotaEvaluation.Evaluate(pod, quotas);
        if (QuotaEvaluation.FirstDenial(results) is { } denial) return Denied(profile, facts, pod, subject, denial);
        if (results.FirstOrDefault(result => result.Outcome == QuotaOutcome.NotYetEnforced) is { } pending)
        {
            return Uncounted(subject, pending);
        }

        if (profile.CiSystem == CiSystem.Harness && SecretQuota.Of(quotas).FirstOrDefault(secrets => secrets.Remaining < SecretQuota.NeededBy(shape)) is { } tight)
        {
            return Fail(subject, "SecretQuotaExceeded", $"A build makes up to {SecretQuota.NeededBy(shape)} secrets, and quota {tight.Quota} leaves {Math.Max(0, tight.Remaining)} of {tight.Hard} ({tight.Resource}).") with
            {
                Remediation = new Remediation($"Raise {tight.Resource} of quota {tight.Quota}, or delete secrets that builds left behind."),
            };
        }

        return Enough(profile, facts.Name, subject, results);
    }

    private Finding Enough(Profile profile, string @namespace, Subject subject, ImmutableArray<QuotaResult> results)
    {
        if (results.Where(result => result.Slots is not null).MinBy(result => result.TotalSlots) is not { } scarcest)
        {
            return Pass(subject, "Fits", $"No quota of namespace {@namespace} limits these pods.");
        }

        var room = results.Min(result => result.Slots);
        return profile.Load.ParallelBuilds > scarcest.TotalSlots
            ? Warn(subject, "FewerThanParallelBuilds", $"Quota {scarcest.Quota} admits {scarcest.TotalSlots} of these pods at a time, and {profile.Load.ParallelBuilds} builds are to run in parallel.") with
            {
                Remediation = new Remediation($"Raise quota {scarcest.Quota}, or run fewer builds at a time."),
            }
            : Pass(subject, "Fits", $"The quotas of namespace {@namespace} leave room for {room} more of these pods.");
    }

    private Finding Denied(Profile profile, BuildNamespaceFacts facts, PodResources pod, Subject subject, QuotaResult denial) => denial.Outcome switch
    {
        QuotaOutcome.StatusUnknown => Uncounted(subject, denial),
        QuotaOutcome.MustSpecify when facts.LimitRanges.IsUnknown(out var cause) => NotEvaluated(subject, $"The limit ranges of namespace {facts.Name}, which may give containers what quota {denial.Quota} requires", cause),
        QuotaOutcome.MustSpecify => Fail(subject, "MustSpecify", $"Quota {denial.Quota} refuses pods whose containers do not specify {string.Join(", ", denial.Unspecified)}.") with
        {
            Evidence = [denial.Message],
            Remediation = FixFor(facts, pod, denial),
        },
        _ => Fail(
            subject,
            denial.TotalSlots == 0 ? "QuotaTooSmall" : "QuotaExceeded",
            denial.TotalSlots == 0 ? $"Quota {denial.Quota} is smaller than one build: no build can ever start in {facts.Name}." : $"Quota {denial.Quota} has no room for another build in {facts.Name} now.") with
        {
            Evidence = [denial.Message],
            Remediation = new Remediation(
                $"Apply the quota with the printed numbers if the cluster has the room: it keeps what is in use and adds {Builds(profile)}. Otherwise free what uses it.",
                FixKind.LargerQuota,
                facts.Quotas.IsKnown(out var quotas) ? QuotaManifests.Raise(facts.Name, quotas.Items.First(quota => quota.Name == denial.Quota), denial, profile.Load.ParallelBuilds ?? 1) : null),
        },
    };

    /// <summary>A limit range with defaults helps only if the pod is then admitted by everything in the namespace.</summary>
    private static Remediation FixFor(BuildNamespaceFacts facts, PodResources pod, QuotaResult denial)
    {
        var defaults = QuotaManifests.Defaults(pod, denial.Unspecified);
        ImmutableArray<LimitRangeFact> ranges = facts.LimitRanges.IsKnown(out var known) ? [.. known.Items, defaults] : [defaults];
        var limited = LimitRangeEvaluation.Evaluate(pod, new LimitRanges(ranges));
        var admitted = limited.Violations.IsEmpty
            && facts.Quotas.IsKnown(out var quotas)
            && QuotaEvaluation.FirstDenial(QuotaEvaluation.Evaluate(limited.Pod, quotas)) is null;
        return new Remediation(
            "Set requests and limits on every container of the builds, or have a LimitRange give them defaults.",
            FixKind.DefaultsForQuota,
            admitted ? QuotaManifests.Create(facts.Name, defaults) : null);
    }

    private Finding Uncounted(Subject subject, QuotaResult result) => NotEvaluated(
        subject,
        $"Quota {result.Quota}",
        new UnknownCause(UnknownReason.Undecided, "what is used is not counted yet; the quota controller does that within seconds")) with
    {
        Evidence = result.Message.Length == 0 ? [] : [result.Message],
    };

    private static string Builds(Profile profile) => profile.Load.ParallelBuilds is > 1 and var builds ? $"{builds} builds" : "one build";
}
