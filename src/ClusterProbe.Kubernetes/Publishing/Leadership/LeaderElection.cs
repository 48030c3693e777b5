using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Leadership;

/// <summary>Lets exactly one of many processes lead, by a Lease that the leader renews.</summary>
/// <remarks>
/// A leader that can't renew stops leading 8 s after its last renewal was sent; others take over when they have seen the Lease
/// unchanged for 12 s. There may be nobody who leads for a while, and never two.
/// </remarks>
/// <param name="api">The API server.</param>
/// <param name="settings">The Lease.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Gives random numbers from 0 to 1; null for the system's.</param>
public sealed class LeaderElection(ApiClient api, LeaseSettings settings, TimeProvider time, Func<double>? random = null) : IDisposable
{
    /// <summary>How long giving the Lease back may take.</summary>
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(3);

    private readonly Func<double> _random = random ?? Random.Shared.NextDouble;
    private readonly LeaseContender _contender = new(api, settings, time, random ?? Random.Shared.NextDouble);

    /// <summary>The permissions that it uses, in the Lease's namespace.</summary>
    public static ImmutableArray<Permission> Permissions { get; } =
    [
        new("coordination.k8s.io", "leases", "create"),
        new("coordination.k8s.io", "leases", "get") { Name = ClusterProbeApi.LeaderLease },
        new("coordination.k8s.io", "leases", "update") { Name = ClusterProbeApi.LeaderLease },
    ];

    /// <summary>Whether this process leads now.</summary>
    public bool IsLeader => _contender.Leadership is { Lasts: true };

    /// <summary>Who leads, as far as is known; empty for nobody.</summary>
    public string Holder => _contender.Holder;

    /// <summary>How many agents there are. The leader sets it; the others read what the leader has set, for <see cref="FleetPacing"/>. 0 for not known.</summary>
    public int Agents
    {
        get => _contender.Agents;
        set => _contender.Agents = value;
    }

    /// <summary>Told of each step that failed; may be null. Set before <see cref="RunAsync"/>.</summary>
    public Action<ApiError>? Failed { get; init; }

    /// <summary>Waits for the leadership again and again, and leads.</summary>
    /// <param name="lead">What the leader does. Its token is cancelled when the leadership ends; the Lease is given back only when it has returned.</param>
    /// <param name="stopping">Ends it all, and gives the Lease back.</param>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(lead);
        var wait = TimeSpan.FromSeconds(_random());
        while (await WaitAsync(wait, stopping).ConfigureAwait(false))
        {
            wait = await StepAsync(stopping).ConfigureAwait(false);
            if (_contender.Leadership is not { } leadership) continue;
            await LeadAsync(lead, leadership, wait, stopping).ConfigureAwait(false);
            wait = FleetPacing.Jitter(FleetPacing.LookInterval(Agents), _random());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _contender.Dispose();

    private async Task LeadAsync(Func<CancellationToken, Task> lead, Leadership leadership, TimeSpan wait, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(leadership.Token, stopping);
        var leading = Task.Run(() => lead(ended.Token), CancellationToken.None);
        try
        {
            while (await WaitAsync(wait, leading, ended.Token).ConfigureAwait(false)) wait = await StepAsync(ended.Token).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await leading.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // That is how the leader's work ends.
        }
        finally
        {
            using var limit = new CancellationTokenSource(ReleaseLimit, time);
            await _contender.ReleaseAsync(limit.Token).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var wait = await _contender.StepAsync(cancellationToken).ConfigureAwait(false);
        if (_contender.Error is { } error && !cancellationToken.IsCancellationRequested) Failed?.Invoke(error);
        return wait;
    }

    /// <summary>Waits; false when it is over.</summary>
    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    /// <summary>Waits while the leader works; false when either is over.</summary>
    private async Task<bool> WaitAsync(TimeSpan wait, Task leading, CancellationToken ended)
    {
        await Task.WhenAny(leading, Task.Delay(wait, time, ended)).ConfigureAwait(false);
        return !leading.IsCompleted && !ended.IsCancellationRequested;
    }
}
