using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1005: admission does not change build pods in a way that matters to builds.</summary>
internal sealed class PodsLeftUnchanged : AdmissionCheck
{
    private const string UnchangedReason = "Unchanged";
    private const string ChangedReason = "Changed";
    private const string NotAdmittedReason = "NotAdmitted";

    public override string Code => "CP1005";

    public override string Title => "the cluster leaves build pods as they are sent";

    protected override ImmutableArray<string> OwnReasons => [UnchangedReason, ChangedReason, NotAdmittedReason];

    protected override Finding Evaluate(CheckContext context, BuildProbes probes)
    {
        if (probes.IsNamespaceMissing(context.Facts)) return SkipMissingNamespace(probes);
        var admitted = new[] { ProbeVariant.AsBuilt, ProbeVariant.Restricted }
            .Select(variant => probes[variant])
            .FirstOrDefault(probe => probe.Answer.IsKnown(out var answer) && answer.Pod is not null);
        if (admitted is null || !admitted.Answer.IsKnown(out var answer)) return Unanswered(probes);

        var changes = PodDiff.Between(admitted.Sent, answer.Pod!);
        var finding = changes.Any(change => change.Matters)
            ? Warn(probes.Subject, ChangedReason, $"The cluster changes build pods in {probes.Namespace}: it {Sentence(changes.Where(change => change.Matters))}.") with
            {
                Remediation = new("Make sure that builds run with these changes, or exempt the build namespace from what makes them."),
            }
            : Pass(probes.Subject, changes.IsEmpty ? UnchangedReason : ChangedReason, $"The cluster changes nothing in build pods in {probes.Namespace} that builds depend on.");
        return finding with { Required = false, Evidence = [.. changes.Select(change => change.Text), Asked(context, admitted)] };
    }

    private Finding Unanswered(BuildProbes probes)
    {
        var asBuilt = probes[ProbeVariant.AsBuilt].Answer;
        var finding = asBuilt.IsUnknown(out var cause)
            ? NotEvaluated(probes.Subject, $"What {probes.Namespace} changes in build pods", cause)
            : Skip(probes.Subject, NotAdmittedReason, "No build pod is admitted, so there is none to compare (CP1001).");
        return finding with { Required = false };
    }

    private static string Sentence(IEnumerable<PodChange> changes)
    {
        ImmutableArray<string> texts = [.. changes.Select(change => change.Text)];
        return texts.Length <= 3 ? string.Join(", ", texts) : $"{string.Join(", ", texts[..3])} and makes {texts.Length - 3} more changes";
    }
}
