namespace ClusterProbe.Core.Admission;

/// <summary>What the classes of denials have in common.</summary>
public static class DenialClasses
{
    /// <summary>Whether it is a rule about what pods may look like: asking for less would be admitted.</summary>
    /// <param name="denial">The class.</param>
    public static bool IsPolicy(this DenialClass denial)
        => denial.IsWebhookDenial()
            || denial is DenialClass.PodSecurity or DenialClass.ValidatingAdmissionPolicy or DenialClass.PolicyMisconfigured
                or DenialClass.OpenShiftScc or DenialClass.PodSecurityPolicy or DenialClass.ApiServerPrivilegedOff;

    /// <summary>Whether an admission webhook said no.</summary>
    /// <param name="denial">The class.</param>
    public static bool IsWebhookDenial(this DenialClass denial)
        => denial is DenialClass.Gatekeeper or DenialClass.Kyverno or DenialClass.GkeWardenAutopilot or DenialClass.GkeWardenOther
            or DenialClass.GkeAllowlistMismatch or DenialClass.GkePolicyController or DenialClass.AzurePolicy or DenialClass.OtherWebhook;

    /// <summary>Whether nothing was decided about the pod: asking again, or as somebody else, may give another answer.</summary>
    /// <param name="denial">The class.</param>
    public static bool IsUndecided(this DenialClass denial)
        => denial is DenialClass.Rbac or DenialClass.TooManyRequests or DenialClass.ServerTimeout or DenialClass.WebhookCallFailed
            or DenialClass.WebhookNoDryRun or DenialClass.PluginNotReady or DenialClass.NameConflict or DenialClass.Unknown;
}
