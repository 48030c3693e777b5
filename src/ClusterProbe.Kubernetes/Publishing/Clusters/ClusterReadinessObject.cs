using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Profiles.Parsing;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

/// <summary>A <c>ClusterReadiness</c> object as the API server has it.</summary>
public sealed record ClusterReadinessObject
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Its resource version, which fences writes.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>The generation of its spec.</summary>
    public required long Generation { get; init; }

    /// <summary>What ready means; null when the spec is not valid.</summary>
    public Profile? Profile { get; init; }

    /// <summary>What is wrong with the spec; empty when it is valid.</summary>
    public ImmutableArray<ProfileError> Errors { get; init; } = [];

    /// <summary>What was found before; null for nothing yet.</summary>
    public ClusterReadinessStatus? Status { get; init; }

    /// <summary>Whether it is being deleted.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>Whether both ask for the same: nothing but status and metadata can differ.</summary>
    /// <param name="other">The other one.</param>
    public bool AsksTheSame(ClusterReadinessObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Name, Uid, Generation, IsTerminating) == (other.Name, other.Uid, other.Generation, other.IsTerminating);
    }
}

/// <summary>All <c>ClusterReadiness</c> objects.</summary>
/// <param name="Objects">Sorted by name. The last ones that are known, when there is an error.</param>
/// <param name="Error">Why they can't be read now; null when they can.</param>
public sealed record ClusterReadinessSet(ImmutableArray<ClusterReadinessObject> Objects, Client.ApiError? Error = null);
