using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Admission.PodSecurity;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>How to get a refused pod admitted: as a manifest where one object does it, otherwise in words.</summary>
internal static class DenialFix
{
    /// <summary>The fix.</summary>
    /// <param name="denial">The refusal.</param>
    /// <param name="context">The facts and the profile.</param>
    /// <param name="probes">The build that is refused.</param>
    /// <param name="variant">The refused variant.</param>
    public static Remediation For(Denial denial, CheckContext context, BuildProbes probes, ProbeVariant variant) => denial.Class switch
    {
        DenialClass.PodSecurity => PodSecurityLabel(denial, context, probes, variant),
        DenialClass.ServiceAccountMissing => new(
            $"Create ServiceAccount {denial.Namespace}/{denial.MissingObject}, or name the right one in the profile.",
            FixKind.MissingServiceAccountOfPod,
            AdmissionManifests.ServiceAccount(denial.Namespace!, denial.MissingObject!)),
        DenialClass.NamespaceMissing => new($"Create namespace {probes.Namespace}, or name the right one.", FixKind.MissingNamespaceOfPod, AdmissionManifests.Namespace(probes.Namespace)),
        DenialClass.OpenShiftScc => SecurityContextConstraint(context, probes, variant),
        _ => new(Text(denial, probes.Namespace)),
    };

    private static Remediation PodSecurityLabel(Denial denial, CheckContext context, BuildProbes probes, ProbeVariant variant)
    {
        using var pod = JsonDocument.Parse(ProbePod.Build(context.Profile, probes.Shape, variant));
        var level = PodSecurityEvaluator.Evaluate(PodSecurityLevel.Baseline, PodSecurityVersion.Parse(denial.Version), pod.RootElement).Allowed
            ? "baseline"
            : "privileged";
        var known = context.Facts.BuildNamespaces.FirstOrDefault(build => build.Name == probes.Namespace)?.Namespace is { } fact && fact.IsKnown(out var labelled)
            ? labelled
            : null;
        return new(
            $"Label namespace {probes.Namespace} with pod-security.kubernetes.io/enforce={level}, which lets every pod in it do as much; or harden the builds.",
            FixKind.PodSecurityLevel,
            AdmissionManifests.NamespaceWithPodSecurity(probes.Namespace, level, known));
    }

    private static Remediation SecurityContextConstraint(CheckContext context, BuildProbes probes, ProbeVariant variant)
    {
        var constraint = variant == ProbeVariant.Privileged || probes.Shape.Containers.Any(container => container.Privileged) ? "privileged" : "anyuid";
        var account = new ServiceAccountReference(probes.Namespace, context.Profile.BuildServiceAccount);
        return new(
            $"Let ServiceAccount {account} use the security context constraint {constraint}.",
            FixKind.UseOfConstraint,
            AdmissionManifests.UseOfConstraint(account, constraint));
    }

    private static string Text(Denial denial, string @namespace) => denial.Class switch
    {
        DenialClass.ValidatingAdmissionPolicy or DenialClass.PolicyMisconfigured when denial.Binding is { } binding =>
            $"Exclude namespace {@namespace} in the namespaceSelector of ValidatingAdmissionPolicyBinding {binding}, or make the builds keep policy {denial.Policy}.",
        DenialClass.ValidatingAdmissionPolicy or DenialClass.PolicyMisconfigured =>
            $"Exclude namespace {@namespace} in the bindings of ValidatingAdmissionPolicy {denial.Policy}, or make the builds keep it.",
        DenialClass.Gatekeeper => $"Add {@namespace} to spec.match.excludedNamespaces of {Rules("constraint", denial.Rules)}, or make the builds keep it.",
        DenialClass.Kyverno => $"Write a PolicyException for Kyverno policy {denial.Policy} ({Rules("rule", denial.Rules)}) in {@namespace}, or make the builds keep it.",
        DenialClass.GkeWardenAutopilot or DenialClass.GkePolicyController =>
            "Run these builds on a GKE Standard node pool, or install a WorkloadAllowlist that matches the whole pod.",
        DenialClass.GkeAllowlistMismatch => $"Change the pod or the WorkloadAllowlist {denial.Allowlist} until they match exactly.",
        DenialClass.AzurePolicy => $"Exclude namespace {@namespace} from the Azure Policy assignment or from Deployment Safeguards.",
        DenialClass.OtherWebhook or DenialClass.GkeWardenOther => $"Ask the owner of webhook {denial.Webhook} to admit build pods in {@namespace}.",
        DenialClass.PodSecurityPolicy => $"Let the ServiceAccount of the build pods use a PodSecurityPolicy that admits them in {@namespace}.",
        DenialClass.ApiServerPrivilegedOff => "Start the API server with --allow-privileged=true, or build without privileged containers.",
        DenialClass.Quota => QuotaText(denial, @namespace),
        DenialClass.QuotaScope => $"Create a ResourceQuota in {@namespace} whose scopeSelector covers the build pods' priority class, or build with another one.",
        DenialClass.LimitRange => $"Change the LimitRange in {@namespace} or the builds' resources: {string.Join("; ", denial.Rules)}.",
        DenialClass.RuntimeClassMissing => $"Install RuntimeClass {denial.MissingObject}, or take it out of the builds.",
        DenialClass.PriorityClassMissing => $"Create PriorityClass {denial.MissingObject}, or take it out of the builds.",
        DenialClass.NamespaceTerminating => $"Wait until namespace {@namespace} is gone and create it again, or build elsewhere.",
        DenialClass.WebhookCallFailed => $"Repair the service behind webhook {denial.Webhook}, or remove its configuration.",
        DenialClass.WebhookNoDryRun => $"Declare sideEffects: NoneOnDryRun (or None) in the configuration of webhook {denial.Webhook}.",
        DenialClass.FargateScheduler => $"Take {@namespace} out of the Fargate profiles, so that its pods run on EC2 nodes.",
        DenialClass.InvalidSpec => "Correct the build shape in the profile.",
        DenialClass.ServerTimeout or DenialClass.TooManyRequests or DenialClass.PluginNotReady or DenialClass.NameConflict => "Run the check again.",
        _ => "Read the API server's message, and ask its administrator.",
    };

    private static string QuotaText(Denial denial, string @namespace)
        => denial.QuotaUses.IsEmpty
            ? $"Make the builds keep ResourceQuota {denial.Quota} in {@namespace}: {denial.Detail}."
            : $"Raise ResourceQuota {denial.Quota} in {@namespace}, or free what it counts: "
                + string.Join("; ", denial.QuotaUses.Select(use => $"{use.Resource} {use.Requested} more than {use.Used} in use, of {use.Limited}")) + ".";

    private static string Rules(string what, ImmutableArray<string> rules) => $"{what}{(rules.Length == 1 ? "" : "s")} {string.Join(", ", rules)}";
}
