namespace ClusterProbe.Core.Findings;

/// <summary>How to fix what was found.</summary>
/// <param name="Text">What to do, for people: an imperative sentence.</param>
public sealed record Remediation(string Text)
{
    /// <summary>A fix by an object.</summary>
    /// <param name="text">What to do, for people: an imperative sentence.</param>
    /// <param name="kind">The kind of fix that the object is.</param>
    /// <param name="manifest">The object; null when this one does not help after all, so that only the text remains.</param>
    public Remediation(string text, FixKind kind, string? manifest)
        : this(text) => (Kind, Manifest) = (manifest is null ? null : kind, manifest);

    /// <summary>Kubernetes YAML that <c>kubectl apply -f</c> accepts as it is; null when no object fixes it.</summary>
    public string? Manifest { get; }

    /// <summary>The kind of fix that the manifest is; null when there is none.</summary>
    public FixKind? Kind { get; }
}

/// <summary>The kinds of fixes by an object. Each has a test that applies one to a real API server and sees its check pass.</summary>
public enum FixKind
{
    /// <summary>A Pod Security level on the build namespace.</summary>
    PodSecurityLevel,

    /// <summary>The ServiceAccount that an admitted pod would have to have.</summary>
    MissingServiceAccountOfPod,

    /// <summary>The namespace that a pod was refused in.</summary>
    MissingNamespaceOfPod,

    /// <summary>The right to use a security context constraint of OpenShift.</summary>
    UseOfConstraint,

    /// <summary>The build namespace.</summary>
    BuildNamespace,

    /// <summary>The ServiceAccount of build pods.</summary>
    BuildServiceAccount,

    /// <summary>The CI identity's ServiceAccount.</summary>
    IdentityServiceAccount,

    /// <summary>The CI identity's ServiceAccount and its namespace.</summary>
    IdentityNamespace,

    /// <summary>A Role and a RoleBinding for the CI identity.</summary>
    IdentityRole,

    /// <summary>A headless Service for build pods.</summary>
    HeadlessService,

    /// <summary>A headless Service that publishes pods before they are ready.</summary>
    PublishedNotReadyPods,

    /// <summary>A policy that accepts plaintext on the port of build pods.</summary>
    PermissivePort,

    /// <summary>A quota with more room.</summary>
    LargerQuota,

    /// <summary>A limit range that gives containers what a quota makes them specify.</summary>
    DefaultsForQuota,

    /// <summary>A limit range with room for build containers.</summary>
    WiderLimitRange,
}
