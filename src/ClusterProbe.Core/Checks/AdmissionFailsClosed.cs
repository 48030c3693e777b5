using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1007: no validating webhook lets pods pass while it does not answer.</summary>
internal sealed class AdmissionFailsClosed : AdmissionCheck
{
    private const string FailsClosedReason = "FailsClosed";
    private const string FailsOpenReason = "FailsOpen";

    public override string Code => "CP1007";

    public override string Title => "admission does not fail open";

    protected override ImmutableArray<string> OwnReasons => [FailsClosedReason, FailsOpenReason];

    protected override Finding Evaluate(CheckContext context, BuildProbes probes)
    {
        if (probes.IsNamespaceMissing(context.Facts)) return SkipMissingNamespace(probes);
        var open = FailOpenWebhooks.For(context.Facts, probes[ProbeVariant.AsBuilt]);
        if (open.IsUnknown(out var cause))
        {
            return NotEvaluated(probes.Subject, "Which webhooks fail open", cause) with { Required = false };
        }

        var finding = open.IsKnown(out var inventory) && inventory.Webhooks.Length > 0
            ? Warn(
                probes.Subject,
                FailsOpenReason,
                $"Build pods in {probes.Namespace} are admitted unchecked while {Names(inventory)} does not answer: an admitted pod can be refused later.") with
            {
                Evidence = [.. inventory.Webhooks.Select(Describe)],
                Remediation = new("Set failurePolicy: Fail where the rule must hold, or accept that admission of builds can vary, and waive this."),
            }
            : Pass(probes.Subject, FailsClosedReason, $"No listed validating webhook fails open for build pods in {probes.Namespace}.");
        return finding with { Required = false };
    }

    private static string Names(WebhookInventory inventory) => string.Join(" or ", inventory.Webhooks.Select(webhook => webhook.Name).Distinct(StringComparer.Ordinal));

    private static string Describe(AdmissionWebhook webhook)
        => $"{webhook.Configuration}: {webhook.Name}, failurePolicy Ignore, {webhook.TimeoutSeconds} s, answered by {webhook.Target}{(webhook.HasMatchConditions ? ", with match conditions" : "")}";
}
