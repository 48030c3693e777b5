using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Checking;

/// <summary>What flags change in a profile.</summary>
internal sealed record ProfileOverrides
{
    public ImmutableArray<string> Namespaces { get; init; } = [];

    public ServiceAccountReference? ServiceAccount { get; init; }

    public ImmutableArray<Capability> Require { get; init; } = [];

    public int? ParallelBuilds { get; init; }

    public int? PullRequestsPerDay { get; init; }

    public string? HarnessAccount { get; init; }

    public bool NoPrivilegedProbe { get; init; }

    /// <summary>The profile with what the flags say; namespaces fall back to the given one.</summary>
    public Profile Apply(Profile profile, string defaultNamespace) => profile with
    {
        BuildNamespaces = !Namespaces.IsEmpty ? Namespaces : !profile.BuildNamespaces.IsEmpty ? profile.BuildNamespaces : [defaultNamespace],
        CiIdentity = ServiceAccount ?? profile.CiIdentity,
        Require = [.. profile.Require.Union(Require)],
        Load = new BuildLoad(ParallelBuilds ?? profile.Load.ParallelBuilds, PullRequestsPerDay ?? profile.Load.PullRequestsPerDay),
        NoPrivilegedProbe = NoPrivilegedProbe || profile.NoPrivilegedProbe,
        Harness = HarnessAccount is null ? profile.Harness : (profile.Harness ?? new HarnessSettings()) with { AccountId = HarnessAccount },
    };
}
