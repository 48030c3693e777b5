using System.Collections.Immutable;
using ClusterProbe.Agent.Cycles;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Agent.Web;

/// <summary>What the report shows: what the leader wrote into the objects, so that every agent shows the same.</summary>
internal sealed class ReportSource(AgentOptions options, ProfileCache profiles, LeaderElection election, TimeProvider time)
{
    /// <summary>However many look, the API server is asked this seldom.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(5);

    public async Task<AgentReport> GetAsync(CancellationToken cancellationToken)
    {
        var set = await profiles.GetAsync(Oldest, cancellationToken).ConfigureAwait(false);
        return new AgentReport
        {
            Agent = new AgentIdentity(options.NodeName, options.PodName, options.Version, election.IsLeader),
            Profiles = set is null ? null : [.. set.Objects.Select(ReportOf)],
            Now = time.GetUtcNow(),
            StaleAfter = 3 * options.Cycle,
            Notice = set?.Error is { } error ? $"The API server can't be read now, this is what was last known: {error.Message}" : null,
        };
    }

    private static ProfileReport ReportOf(ClusterReadinessObject item) => new(item.Name, Summarise(item), item.Status);

    private static ProfileSummary Summarise(ClusterReadinessObject item) => item.Profile is not { } profile ? new ProfileSummary { Generation = item.Generation } : new ProfileSummary
    {
        Generation = item.Generation,
        CiSystem = NameOf(ProfileNames.CiSystems, profile.CiSystem),
        Namespaces = profile.BuildNamespaces,
        Require = [.. profile.Require.Select(capability => NameOf(ProfileNames.Capabilities, capability))],
        CiIdentity = profile.CiIdentity?.ToString(),
        Shapes = [.. profile.Shapes.Select(shape => shape.Name)],
    };

    private static string NameOf<T>(ImmutableSortedDictionary<string, T> names, T value)
        where T : struct
        => names.First(name => name.Value.Equals(value)).Key;
}
