using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Leadership;

/// <summary>One process that wants to lead, step by step: looks at the Lease, takes it, renews it, gives it back.</summary>
/// <param name="api">The API server.</param>
/// <param name="settings">The Lease.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Gives random numbers from 0 to 1.</param>
internal sealed class LeaseContender(ApiClient api, LeaseSettings settings, TimeProvider time, Func<double> random) : IDisposable
{
    /// <summary>The annotation by which the leader tells everybody how many agents there are.</summary>
    public const string AgentsAnnotation = "clusterprobe.io/agents";

    private readonly string _collection = $"/apis/coordination.k8s.io/v1/namespaces/{settings.Namespace}/leases";
    private LeaseDto? _held;
    private string? _seenVersion;
    private long _seenAt;
    private int _agents;

    /// <summary>The leadership; null while somebody else leads.</summary>
    public Leadership? Leadership { get; private set; }

    /// <summary>Who holds the Lease, as far as the last look showed; empty for nobody.</summary>
    public string Holder { get; private set; } = "";

    /// <summary>Why the last step failed; null when it did not.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>How many agents there are: as the Lease says, or as the leader has set it.</summary>
    public int Agents
    {
        get => Volatile.Read(ref _agents);
        set => Volatile.Write(ref _agents, value);
    }

    /// <summary>Does what is due, and says how long to wait for the next step.</summary>
    /// <param name="cancellationToken">Ends the step.</param>
    public async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        Error = null;
        if (Leadership is { Lasts: false }) Lose();
        return Leadership is { } leadership
            ? await RenewAsync(leadership, cancellationToken).ConfigureAwait(false)
            : await LookAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the leadership without a word, as when it was lost.</summary>
    public void Lose()
    {
        Leadership?.End();
        Leadership?.Dispose();
        (Leadership, _held, _seenVersion) = (null, null, null);
    }

    /// <summary>Gives the Lease back, so that somebody else can take it at once.</summary>
    /// <param name="cancellationToken">Ends the try.</param>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var held = _held;
        Lose();
        if (held is null) return;
        Holder = "";
        var spec = held.Spec! with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = LeaseSpecDto.MicroTime(time.GetUtcNow()) };
        await WriteAsync(held with { Spec = spec }, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => Lose();

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        using var limit = Limit(settings.RequestTimeout, cancellationToken);
        var look = await api.GetAsync($"{_collection}/{settings.Name}", LeaseContext.Default.LeaseDto, limit.Token).ConfigureAwait(false);
        if (!look.Succeeded(out var lease, out var error) && !error.IsNotFound)
        {
            Error = error;
            return Interval();
        }

        var unchangedFor = Remember(lease, begun);
        var decision = LeaseDecision.Of(lease is null ? null : lease.Spec ?? new LeaseSpecDto(), unchangedFor, settings.Identity, time.GetUtcNow(), settings.Duration, Interval());
        return decision.Action == LeaseAction.Leave ? decision.Wait : await TakeAsync(lease, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes what was seen, and returns for how long it has been the same.</summary>
    private TimeSpan Remember(LeaseDto? lease, long begun)
    {
        Holder = lease?.Spec?.HolderIdentity ?? "";
        if (lease?.Metadata.Annotations?.GetValueOrDefault(AgentsAnnotation) is { } text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var agents)) Agents = agents;
        var version = lease?.Metadata.ResourceVersion;
        if (version is not null && version == _seenVersion) return time.GetElapsedTime(_seenAt, begun);
        (_seenVersion, _seenAt) = (version, time.GetTimestamp());
        return TimeSpan.Zero;
    }

    private async Task<TimeSpan> TakeAsync(LeaseDto? lease, CancellationToken cancellationToken)
    {
        var now = LeaseSpecDto.MicroTime(time.GetUtcNow());
        var spec = (lease?.Spec ?? new LeaseSpecDto()) with
        {
            HolderIdentity = settings.Identity,
            LeaseDurationSeconds = (int)settings.Duration.TotalSeconds,
            AcquireTime = now,
            RenewTime = now,
            LeaseTransitions = lease is null ? 0 : (lease.Spec?.LeaseTransitions ?? 0) + 1,
        };
        var metadata = lease?.Metadata ?? new LeaseMetadataDto { Name = settings.Name, Namespace = settings.Namespace };
        var sent = time.GetTimestamp();
        using var limit = Limit(settings.RequestTimeout, cancellationToken);
        var result = await WriteAsync(new LeaseDto(metadata, spec), limit.Token).ConfigureAwait(false);
        if (!result.Succeeded(out var held, out var error))
        {
            // Somebody else was faster, which is no failure.
            if (!error.IsConflict) Error = error;
            return Interval();
        }

        (_held, Holder) = (held, settings.Identity);
        Leadership = new Leadership(time, sent, settings.RenewDeadline);
        return FleetPacing.Jitter(settings.RenewInterval, random() / 2);
    }

    private async Task<TimeSpan> RenewAsync(Leadership leadership, CancellationToken cancellationToken)
    {
        var held = _held!;
        var spec = held.Spec! with { RenewTime = LeaseSpecDto.MicroTime(time.GetUtcNow()) };
        var annotations = (held.Metadata.Annotations ?? ImmutableSortedDictionary<string, string>.Empty);
        if (Agents > 0) annotations = annotations.SetItem(AgentsAnnotation, Agents.ToString(CultureInfo.InvariantCulture));
        var sent = time.GetTimestamp();
        using var limit = Limit(leadership.Remaining < settings.RequestTimeout ? leadership.Remaining : settings.RequestTimeout, cancellationToken);
        var result = await WriteAsync(held with { Metadata = held.Metadata with { Annotations = annotations }, Spec = spec }, limit.Token).ConfigureAwait(false);
        if (result.Succeeded(out var renewed, out var error))
        {
            _held = renewed;
            if (!leadership.Renew(sent)) Lose();
            return FleetPacing.Jitter(settings.RenewInterval, random() / 2);
        }

        Error = error;
        if (error.IsConflict || error.IsNotFound) await ReconsiderAsync(leadership, cancellationToken).ConfigureAwait(false);
        return Leadership is null ? TimeSpan.Zero : settings.RetryInterval;
    }

    /// <summary>A conflict is the end, unless the change was the own one whose answer got lost, or somebody only touched the Lease's metadata.</summary>
    private async Task ReconsiderAsync(Leadership leadership, CancellationToken cancellationToken)
    {
        using var limit = Limit(leadership.Remaining, cancellationToken);
        var look = await api.GetAsync($"{_collection}/{settings.Name}", LeaseContext.Default.LeaseDto, limit.Token).ConfigureAwait(false);
        if (look.Value is { Spec.HolderIdentity: var holder } lease && holder == settings.Identity) _held = lease;
        else if (look.Value is not null || look.Error is { IsNotFound: true }) Lose();
    }

    private Task<ApiResult<LeaseDto>> WriteAsync(LeaseDto lease, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(lease, LeaseContext.Default.LeaseDto);
        return lease.Metadata.ResourceVersion is null
            ? api.CreateAsync(_collection, body, LeaseContext.Default.LeaseDto, cancellationToken)
            : api.ReplaceAsync($"{_collection}/{settings.Name}", body, LeaseContext.Default.LeaseDto, cancellationToken);
    }

    private TimeSpan Interval() => FleetPacing.Jitter(FleetPacing.LookInterval(Agents), random());

    private Limited Limit(TimeSpan most, CancellationToken cancellationToken) => new(most > TimeSpan.Zero ? most : TimeSpan.Zero, time, cancellationToken);

    /// <summary>A time limit for one request, on the clock that everything here goes by.</summary>
    private sealed class Limited : IDisposable
    {
        private readonly CancellationTokenSource _clock;
        private readonly CancellationTokenSource _linked;

        public Limited(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
        {
            _clock = new CancellationTokenSource(most, time);
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, cancellationToken);
        }

        public CancellationToken Token => _linked.Token;

        public void Dispose()
        {
            _linked.Dispose();
            _clock.Dispose();
        }
    }
}
