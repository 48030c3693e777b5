namespace ClusterProbe.Core.Admission;

/// <summary>Says in one sentence who refuses a pod.</summary>
internal static class DenialText
{
    /// <summary>Added to every refusal: admission names only the first reason.</summary>
    public const string FirstBlocker = "First blocker; others can hide behind it.";

    /// <summary>The sentence.</summary>
    /// <param name="denial">The refusal.</param>
    /// <param name="namespace">The pod's namespace.</param>
    public static string Sentence(Denial denial, string @namespace) => denial.Class switch
    {
        DenialClass.PodSecurity => $"Pod Security \"{denial.Level}\" refuses it in {@namespace}: {List(denial)}.",
        DenialClass.ValidatingAdmissionPolicy => $"ValidatingAdmissionPolicy {denial.Policy}{Through(denial)} refuses it.",
        DenialClass.PolicyMisconfigured => $"ValidatingAdmissionPolicy {denial.Policy}{Through(denial)} can't be evaluated and fails closed.",
        DenialClass.Gatekeeper => $"Gatekeeper refuses it: {List(denial)}.",
        DenialClass.Kyverno => $"Kyverno policy {denial.Policy} refuses it: {List(denial)}.",
        DenialClass.GkeWardenAutopilot => $"GKE Autopilot refuses it: {List(denial)}.",
        DenialClass.GkeWardenOther => $"GKE Warden refuses it: {List(denial)}.",
        DenialClass.GkeAllowlistMismatch => $"GKE Autopilot refuses it, because it does not match the allow-list {denial.Allowlist}.",
        DenialClass.GkePolicyController => $"GKE's policy controller refuses it: {List(denial)}.",
        DenialClass.AzurePolicy => $"Azure Policy refuses it: {List(denial)}.",
        DenialClass.OtherWebhook => $"Admission webhook {denial.Webhook} refuses it.",
        DenialClass.OpenShiftScc => denial.UsableSccs.IsEmpty
            ? "No security context constraint that its identity may use admits it."
            : $"The security context constraints that its identity may use refuse it: {string.Join(", ", denial.UsableSccs)}.",
        DenialClass.PodSecurityPolicy => "No PodSecurityPolicy that its identity may use admits it.",
        DenialClass.ApiServerPrivilegedOff => "The API server refuses every privileged container (--allow-privileged=false).",
        DenialClass.InvalidSpec => "The API server does not accept it as a valid pod.",
        DenialClass.Rbac => "The asking identity may not create pods.",
        DenialClass.Quota when denial.QuotaUses.IsEmpty => $"ResourceQuota {denial.Quota} in {@namespace} refuses it: {List(denial)}.",
        DenialClass.Quota => $"ResourceQuota {denial.Quota} in {@namespace} leaves no room for it.",
        DenialClass.QuotaScope => $"A quota keeps {@namespace} from using its priority class or scope.",
        DenialClass.LimitRange => $"A LimitRange in {@namespace} refuses it: {List(denial)}.",
        DenialClass.ServiceAccountMissing => $"Its ServiceAccount {denial.Namespace}/{denial.MissingObject} does not exist.",
        DenialClass.RuntimeClassMissing => $"Its RuntimeClass {denial.MissingObject} does not exist.",
        DenialClass.PriorityClassMissing => $"Its PriorityClass {denial.MissingObject} does not exist.",
        DenialClass.NamespaceMissing => $"Namespace {@namespace} does not exist.",
        DenialClass.NamespaceTerminating => $"Namespace {@namespace} is being deleted.",
        DenialClass.WebhookCallFailed => $"Admission webhook {denial.Webhook} gives no answer and fails closed: no pod like it can be created now.",
        DenialClass.WebhookNoDryRun => $"Admission webhook {denial.Webhook} does not support dry run, so a pod can't be judged without creating it.",
        DenialClass.PluginNotReady => "Admission in the API server is still starting.",
        DenialClass.ServerTimeout => "The API server ran out of time.",
        DenialClass.NameConflict => "A pod of the generated name exists.",
        DenialClass.TooManyRequests => "The API server sheds load.",
        DenialClass.FargateScheduler => $"EKS Fargate runs the pods of {@namespace}; it admits privileged ones and refuses them when they are scheduled.",
        _ => "The API server refuses it for a reason that is not recognised.",
    };

    private static string Through(Denial denial) => denial.Binding is null ? "" : $" through its binding {denial.Binding}";

    private static string List(Denial denial) => denial.Rules.IsEmpty ? denial.Detail ?? "its message says why" : string.Join("; ", denial.Rules);
}
