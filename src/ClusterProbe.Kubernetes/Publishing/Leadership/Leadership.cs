namespace ClusterProbe.Kubernetes.Publishing.Leadership;

/// <summary>The time during which this process leads: it ends by itself unless it is renewed.</summary>
internal sealed class Leadership : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost;
    private long _renewedAt;
    private TimeSpan _deadline;

    /// <summary>Begins.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="sentAt">The timestamp when the request was sent that made this process the holder.</param>
    /// <param name="deadline">How long after such a request it ends.</param>
    public Leadership(TimeProvider time, long sentAt, TimeSpan deadline)
    {
        (_time, _deadline, _renewedAt) = (time, deadline, sentAt);
        _lost = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Renew(sentAt);
    }

    /// <summary>Cancelled when it ends.</summary>
    public CancellationToken Token => _lost.Token;

    /// <summary>Whether it lasts. Judged by the clock as well as by the token, whose timer may be late after a pause of the process.</summary>
    public bool Lasts => !_lost.IsCancellationRequested && Remaining > TimeSpan.Zero;

    /// <summary>How long until it ends unless it is renewed.</summary>
    public TimeSpan Remaining => _deadline - _time.GetElapsedTime(Volatile.Read(ref _renewedAt));

    /// <summary>Goes on, unless it has ended.</summary>
    /// <param name="sentAt">The timestamp when the request was sent that renewed the Lease; the server may have got it at once.</param>
    /// <returns>Whether it goes on.</returns>
    public bool Renew(long sentAt)
    {
        Volatile.Write(ref _renewedAt, sentAt);
        if (Remaining is var remaining && remaining <= TimeSpan.Zero) return false;
        _lost.CancelAfter(remaining);
        return Lasts;
    }

    /// <summary>Ends it now.</summary>
    public void End()
    {
        _deadline = TimeSpan.Zero;
        _lost.Cancel();
    }

    public void Dispose() => _lost.Dispose();
}
