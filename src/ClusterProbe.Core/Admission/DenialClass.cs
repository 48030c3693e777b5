namespace ClusterProbe.Core.Admission;

/// <summary>Who refused a pod, or why the request could not be judged: a bounded list, safe as a reason.</summary>
public enum DenialClass
{
    /// <summary>Nothing that is recognised; the text says more.</summary>
    Unknown,

    /// <summary>Pod Security Admission.</summary>
    PodSecurity,

    /// <summary>A ValidatingAdmissionPolicy.</summary>
    ValidatingAdmissionPolicy,

    /// <summary>A ValidatingAdmissionPolicy or its binding that can't be evaluated and fails closed.</summary>
    PolicyMisconfigured,

    /// <summary>OPA Gatekeeper.</summary>
    Gatekeeper,

    /// <summary>Kyverno.</summary>
    Kyverno,

    /// <summary>GKE Warden, by a rule of Autopilot.</summary>
    GkeWardenAutopilot,

    /// <summary>GKE Warden, by a rule that Standard clusters have too.</summary>
    GkeWardenOther,

    /// <summary>A GKE workload allow-list that does not match the pod.</summary>
    GkeAllowlistMismatch,

    /// <summary>An older policy controller of GKE.</summary>
    GkePolicyController,

    /// <summary>Azure Policy or AKS Deployment Safeguards.</summary>
    AzurePolicy,

    /// <summary>Any other admission webhook.</summary>
    OtherWebhook,

    /// <summary>OpenShift's security context constraints.</summary>
    OpenShiftScc,

    /// <summary>PodSecurityPolicy, before Kubernetes 1.25.</summary>
    PodSecurityPolicy,

    /// <summary>An API server started with <c>--allow-privileged=false</c>.</summary>
    ApiServerPrivilegedOff,

    /// <summary>The pod itself is not valid.</summary>
    InvalidSpec,

    /// <summary>The asking identity may not create pods.</summary>
    Rbac,

    /// <summary>A ResourceQuota.</summary>
    Quota,

    /// <summary>A quota that limits who may use a scope, such as a priority class.</summary>
    QuotaScope,

    /// <summary>A LimitRange.</summary>
    LimitRange,

    /// <summary>The pod's ServiceAccount does not exist.</summary>
    ServiceAccountMissing,

    /// <summary>The pod's RuntimeClass does not exist.</summary>
    RuntimeClassMissing,

    /// <summary>The pod's PriorityClass does not exist.</summary>
    PriorityClassMissing,

    /// <summary>The namespace does not exist.</summary>
    NamespaceMissing,

    /// <summary>The namespace is being deleted.</summary>
    NamespaceTerminating,

    /// <summary>A webhook that fails closed gave no usable answer.</summary>
    WebhookCallFailed,

    /// <summary>A webhook does not support dry run, so nothing was asked.</summary>
    WebhookNoDryRun,

    /// <summary>An admission plug-in of the API server is still starting.</summary>
    PluginNotReady,

    /// <summary>The API server ran out of time.</summary>
    ServerTimeout,

    /// <summary>A pod of that name exists.</summary>
    NameConflict,

    /// <summary>The API server sheds load.</summary>
    TooManyRequests,

    /// <summary>EKS Fargate, which admits the pod and refuses it when it is scheduled.</summary>
    FargateScheduler,
}
