using System.Collections.Immutable;

namespace ClusterProbe.Core.Admission;

/// <summary>A refused pod create, as far as the message says who refused it and by which rule.</summary>
/// <param name="Class">Who refused it.</param>
/// <param name="Message">The API server's message, word for word.</param>
public sealed record Denial(DenialClass Class, string Message)
{
    /// <summary>The Pod Security level, such as <c>baseline</c>.</summary>
    public string? Level { get; init; }

    /// <summary>The Pod Security version, such as <c>latest</c> or <c>v1.30</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The policy: a ValidatingAdmissionPolicy, or Kyverno's.</summary>
    public string? Policy { get; init; }

    /// <summary>The binding of a ValidatingAdmissionPolicy.</summary>
    public string? Binding { get; init; }

    /// <summary>The webhook's name.</summary>
    public string? Webhook { get; init; }

    /// <summary>
    /// The broken rules by name: Pod Security rules, constraints of Gatekeeper and Warden, rules of Kyverno, clauses of a LimitRange.
    /// </summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>The containers that a Pod Security message names.</summary>
    public ImmutableArray<string> Containers { get; init; } = [];

    /// <summary>The GKE workload allow-list.</summary>
    public string? Allowlist { get; init; }

    /// <summary>The security context constraints that the identity may use, and that refuse the pod nevertheless.</summary>
    public ImmutableArray<string> UsableSccs { get; init; } = [];

    /// <summary>The ResourceQuota.</summary>
    public string? Quota { get; init; }

    /// <summary>What the quota counts, where the message gives numbers.</summary>
    public ImmutableArray<QuotaUse> QuotaUses { get; init; } = [];

    /// <summary>The missing ServiceAccount, RuntimeClass or PriorityClass.</summary>
    public string? MissingObject { get; init; }

    /// <summary>The namespace that a message about a namespace or ServiceAccount names.</summary>
    public string? Namespace { get; init; }

    /// <summary>The identity that RBAC refuses.</summary>
    public string? User { get; init; }

    /// <summary>The rest of the message: what the rule's author wrote.</summary>
    public string? Detail { get; init; }
}

/// <summary>One resource of a quota, in the quota's own notation.</summary>
/// <param name="Resource">Such as <c>requests.cpu</c>.</param>
/// <param name="Requested">What the pod asks for.</param>
/// <param name="Used">What is in use.</param>
/// <param name="Limited">What the quota allows.</param>
public sealed record QuotaUse(string Resource, string Requested, string Used, string Limited);
