using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Reporting.Agent;

/// <summary>One <c>ClusterReadiness</c> object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Spec">What it asks for, in short.</param>
/// <param name="Status">What was found; null when it has no status yet.</param>
public sealed record ProfileReport(string Name, ProfileSummary Spec, ClusterReadinessStatus? Status);

/// <summary>What a <c>ClusterReadiness</c> object asks for, as its readers know it.</summary>
public sealed record ProfileSummary
{
    /// <summary>The generation of the spec; a status of an earlier one is about a spec that is no more.</summary>
    public long Generation { get; init; }

    /// <summary>The CI system, such as <c>harness</c>; empty when the spec does not say it.</summary>
    public string CiSystem { get; init; } = "";

    /// <summary>The build namespaces.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>The capabilities that builds can't do without, such as <c>docker-in-docker</c>.</summary>
    public ImmutableArray<string> Require { get; init; } = [];

    /// <summary>The ServiceAccount that creates the build pods, as <c>namespace/name</c>; null to discover it.</summary>
    public string? CiIdentity { get; init; }

    /// <summary>The names of the build shapes.</summary>
    public ImmutableArray<string> Shapes { get; init; } = [];
}
