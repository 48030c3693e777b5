using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Admission;

/// <summary>Finds the webhooks that may refuse a pod, and let it pass while they do not answer.</summary>
public static class FailOpenWebhooks
{
    /// <summary>Those that are called for a probe, as far as selectors tell; unknown when the webhooks could not be listed.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="probe">The probe.</param>
    public static Fact<WebhookInventory> For(ClusterFacts facts, AdmissionProbe probe)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(probe);
        var labels = facts.BuildNamespaces.FirstOrDefault(build => build.Name == probe.Namespace)?.Namespace is { } fact && fact.IsKnown(out var known)
            ? known.Labels
            : null;
        return facts.AdmissionPolicies.Validating.Select(inventory => new WebhookInventory(
            [.. inventory.Webhooks.Where(webhook => webhook.FailurePolicy == "Ignore" && webhook.MayMatch(labels, probe.Sent.Labels))]));
    }
}
