using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors;

/// <summary>What a collector works with.</summary>
/// <param name="Api">The API server.</param>
/// <param name="Profile">What ready means; its build namespaces are not empty.</param>
/// <param name="Facts">What the collectors before it have found.</param>
public sealed record CollectionContext(ApiClient Api, Profile Profile, ClusterFacts Facts)
{
    /// <summary>Why admission must not be probed; null when it may be.</summary>
    public UnknownCause? ProbingRefused { get; init; }
}
