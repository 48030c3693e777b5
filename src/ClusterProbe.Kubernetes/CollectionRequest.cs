using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes;

/// <summary>What to collect.</summary>
/// <param name="Api">The API server.</param>
/// <param name="Profile">What ready means.</param>
/// <param name="Needs">The kinds of facts that are needed; what they depend on is collected too.</param>
/// <param name="Source">What the cluster is called.</param>
/// <param name="Deadline">How long it may take in all.</param>
public sealed record CollectionRequest(ApiClient Api, Profile Profile, ImmutableArray<FactKind> Needs, string Source, TimeSpan Deadline)
{
    /// <summary>Told each kind when it is done; null for nobody.</summary>
    public IProgress<CollectedKind>? Progress { get; init; }

    /// <summary>Facts that were just collected for another profile: what does not depend on the profile is taken from them. Null to collect everything.</summary>
    public ClusterFacts? Earlier { get; init; }

    /// <summary>Why admission must not be probed; null when it may be. Where it may not, every probe is unknown for this reason.</summary>
    public UnknownCause? ProbingRefused { get; init; }
}
