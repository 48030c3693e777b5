using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5009: the limit ranges of the build namespaces admit the containers of a build.</summary>
internal sealed class LimitRangesAcceptBuilds : BuildPodCheck
{
    public override string Code => "CP5009";

    public override string Title => "limit ranges accept build containers";

    protected override ImmutableArray<string> OwnReasons => ["NoLimitRange", "Accepted", "Refused"];

    protected override Finding Evaluate(Profile profile, BuildNamespaceFacts facts, BuildProbes probes, UnseenChanges? unseen)
    {
        var subject = probes.Subject;
        if (!facts.LimitRanges.IsKnown(out var ranges))
        {
            return NotEvaluated(subject, $"The limit ranges of namespace {facts.Name}", facts.LimitRanges.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected);
        }

        if (ranges.Items.IsEmpty) return Pass(subject, "NoLimitRange", $"Namespace {facts.Name} has no limit range.");
        return Reserved(Judge(facts, LimitRangeEvaluation.Evaluate(ResourcesOf(probes), ranges), ranges, subject), unseen);
    }

    private Finding Judge(BuildNamespaceFacts facts, LimitRangeResult result, LimitRanges ranges, Subject subject)
    {
        if (result.Violations.IsEmpty) return Pass(subject, "Accepted", $"The limit ranges of namespace {facts.Name} accept every container.");
        var first = result.Violations[0];
        return Fail(subject, "Refused", $"LimitRange {first.LimitRange} refuses every build: {first.Message}.") with
        {
            Evidence = [.. result.Violations.Select(violation => $"{violation.LimitRange}, {(violation.Container is { } name ? $"container {name}" : "pod")}: {violation.Message}")],
            Remediation = FixFor(facts.Name, ranges, result.Violations),
        };
    }

    private static Remediation FixFor(string @namespace, LimitRanges ranges, ImmutableArray<LimitViolation> violations)
        => violations.Any(violation => violation.Needed is null)
            ? new Remediation("Give the build's containers the requests and limits that the limit range asks for, or take the constraint out of it.")
            : new Remediation(
                "Apply the limit range with the printed numbers: it relaxes what the build violates and keeps the rest. Or change the build's requests and limits.",
                FixKind.WiderLimitRange,
                string.Join("---\n", violations.GroupBy(violation => violation.LimitRange).Select(group =>
                    QuotaManifests.Relax(@namespace, ranges.Items.First(range => range.Name == group.Key), group))));
}
