using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

/// <summary>Reads <c>ClusterReadiness</c> objects: once, or as they change.</summary>
/// <param name="api">The API server.</param>
/// <param name="checkCodes">The codes that waivers can name.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Gives random numbers from 0 to 1; null for the system's.</param>
public sealed class ClusterReadinessSource(ApiClient api, IReadOnlyCollection<string> checkCodes, TimeProvider time, Func<double>? random = null)
{
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Func<double> _random = random ?? Random.Shared.NextDouble;

    /// <summary>The permissions that it uses.</summary>
    public static ImmutableArray<Permission> Permissions { get; } =
    [
        new(ClusterProbeApi.Group, ClusterProbeApi.ClusterReadinesses, "list"),
        new(ClusterProbeApi.Group, ClusterProbeApi.ClusterReadinesses, "watch"),
    ];

    /// <summary>Reads them once, as every agent does from time to time for the endpoints.</summary>
    /// <param name="cancellationToken">The only clock.</param>
    public async Task<ClusterReadinessSet> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await ClusterReadinessReader.ListAsync(api, checkCodes, cancellationToken).ConfigureAwait(false);
        return new(listed.Objects, listed.Error);
    }

    /// <summary>
    /// Gives the objects now, and again each time one is added or removed, or what one asks for changes, or reading fails or works again.
    /// Who is slow gets the newest set and misses those in between. Changes of status alone are not news.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ClusterReadinessSet> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var news = Channel.CreateBounded<ClusterReadinessSet>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = Task.Run(() => FollowAsync(news.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var set in news.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return set;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(ChannelWriter<ClusterReadinessSet> news, CancellationToken cancellationToken)
    {
        var known = new KnownObjects(news);
        var failures = 0;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var error = await ListAndWatchAsync(known, () => failures = 0, cancellationToken).ConfigureAwait(false);
                if (error is null) continue;
                var wait = FleetPacing.Jitter(Smaller(FirstRetry * Math.Pow(2, Math.Min(failures++, 10)), LongestRetry), _random());
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            news.TryComplete();
        }
        catch (Exception exception)
        {
            news.TryComplete(exception);
            throw;
        }
    }

    /// <summary>Lists, and watches until that can't go on. Returns null when it is to be listed again at once.</summary>
    private async Task<ApiError?> ListAndWatchAsync(KnownObjects known, Action works, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ListTimeout, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var listed = await ClusterReadinessReader.ListAsync(api, checkCodes, limited.Token).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested) return null;
        if (listed.Error is { } error)
        {
            known.Fail(error);
            return error;
        }

        known.Replace(listed.Objects);
        var last = listed.ResourceVersion;
        while (!cancellationToken.IsCancellationRequested)
        {
            // A random length keeps many watches from ending, and beginning again, together.
            var timeout = FleetPacing.Jitter(WatchTimeout, _random());
            await foreach (var change in api.WatchAsync(ClusterProbeApi.ClusterReadinessPath, last, timeout, ClusterReadinessContext.Default.ClusterReadinessDto, cancellationToken).ConfigureAwait(false))
            {
                if (change.Kind == WatchEventKind.Expired) return null;
                if (change.Kind == WatchEventKind.Failed) return change.Error;
                last = change.ResourceVersion;
                if (change.Kind != WatchEventKind.Ended) works();
                if (change.Object?.ToObject(checkCodes) is { } item) known.Change(item, isDeleted: change.Kind == WatchEventKind.Deleted);
            }
        }

        return null;
    }

    private static TimeSpan Smaller(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
