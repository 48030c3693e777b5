using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Facts;

/// <summary>The CI identity and what it may do.</summary>
public sealed record AccessFacts
{
    /// <summary>The ServiceAccount that creates the build pods. Absent when none was given and none was found.</summary>
    public Fact<CiIdentity> Identity { get; init; } = new();

    /// <summary>The ServiceAccount object behind the identity. Absent when its namespace has none of that name.</summary>
    public Fact<ServiceAccountReference> ServiceAccount { get; init; } = new();

    /// <summary>The name of the identity's namespace. Absent when there is no such namespace.</summary>
    public Fact<string> Namespace { get; init; } = new();

    /// <summary>The answers about the identity: one for each permission of its profile in each build namespace that may exist.</summary>
    public ImmutableArray<AccessReview> Reviews { get; init; } = [];

    /// <summary>Whether the caller itself may create pods in <c>kube-system</c>; asked on GKE only, where the reason names the platform.</summary>
    public Fact<AccessAnswer> KubeSystemPods { get; init; } = new();
}

/// <summary>The ServiceAccount that creates the build pods, and how it was learned.</summary>
/// <param name="Account">The ServiceAccount.</param>
/// <param name="Source">How it was learned.</param>
public sealed record CiIdentity(ServiceAccountReference Account, IdentitySource Source);

/// <summary>How an identity was learned.</summary>
public enum IdentitySource
{
    /// <summary>The profile names it.</summary>
    Given,

    /// <summary>The CI system's workloads run under it.</summary>
    Discovered,
}

/// <summary>One question to the API server's authorizers, and their answer.</summary>
/// <param name="Namespace">The namespace asked about; empty for the whole cluster.</param>
/// <param name="Permission">The permission asked about.</param>
/// <param name="Answer">The answer. Unknown when the review was refused, or failed before it decided.</param>
public sealed record AccessReview(string Namespace, Permission Permission, Fact<AccessAnswer> Answer);

/// <summary>What the authorizers said.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">Their reason, empty when they gave none.</param>
/// <param name="EvaluationError">What went wrong beside a valid outcome; empty when nothing did.</param>
public sealed record AccessAnswer(AccessOutcome Outcome, string Reason, string EvaluationError);

/// <summary>The outcomes of an access review (kubernetes/api <c>authorization/v1/types.go</c>).</summary>
public enum AccessOutcome
{
    /// <summary>No authorizer had an opinion, which means that it is not permitted: RBAC never says more than this.</summary>
    NoOpinion,

    /// <summary>An authorizer allowed it.</summary>
    Allowed,

    /// <summary>An authorizer refused it, whatever others say: no Role can grant it.</summary>
    Denied,
}
