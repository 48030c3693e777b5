using System.Collections.Immutable;
using ClusterProbe.Agent.Nodes;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Leadership;

namespace ClusterProbe.Agent.Cycles;

/// <summary>The <c>ClusterReadiness</c> objects as this agent last read them: seldom for itself, and anew when somebody looks at the report.</summary>
internal sealed class ProfileCache(ClusterReadinessSource source, LeaderElection election, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private ClusterReadinessSet? _last;
    private long _readAt;

    /// <summary>The endpoints of all profiles. While they can't be read, the last ones that are known.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImmutableArray<EndpointTarget>> EndpointsAsync(CancellationToken cancellationToken)
    {
        var set = await GetAsync(FleetPacing.ListInterval(election.Agents), cancellationToken).ConfigureAwait(false);
        return
        [
            .. from item in set?.Objects ?? []
               where item.Profile is not null
               from endpoint in item.Profile!.Endpoints
               select new EndpointTarget(item.Name, endpoint),
        ];
    }

    /// <summary>The objects, no older than that; null while none could be read.</summary>
    /// <param name="oldest">How old they may be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ClusterReadinessSet?> GetAsync(TimeSpan oldest, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is not null && time.GetElapsedTime(_readAt) < oldest) return _last;
            using var clock = new CancellationTokenSource(ListTimeout, time);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
            var set = await source.ListAsync(limited.Token).ConfigureAwait(false);
            if (set.Error is null) (_last, _readAt) = (set, time.GetTimestamp());
            return set.Error is null ? set : _last is null ? null : _last with { Error = set.Error };
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
