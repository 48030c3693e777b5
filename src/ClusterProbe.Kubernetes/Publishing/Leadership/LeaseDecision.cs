namespace ClusterProbe.Kubernetes.Publishing.Leadership;

/// <summary>What somebody who wants to lead does after a look at the Lease.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Wait">When to look again, when it is to be left alone.</param>
internal readonly record struct LeaseDecision(LeaseAction Action, TimeSpan Wait)
{
    /// <summary>By how much a holder's clock may be ahead before its times are taken for no evidence at all.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Decides.</summary>
    /// <remarks>
    /// A lease is taken only when it was seen unchanged for its whole duration by the own clock: times that others wrote prove nothing,
    /// as clocks differ. They only tell when a second look is worth its request, so that with thousands of agents, which look rarely,
    /// a dead holder is still replaced soon.
    /// </remarks>
    /// <param name="lease">What the look showed; null when there is no Lease.</param>
    /// <param name="unchangedFor">For how long it is known to be the same, by the own clock: from the answer to the first look until the last look was begun.</param>
    /// <param name="identity">The own identity.</param>
    /// <param name="now">The time, by the own clock.</param>
    /// <param name="duration">For how long a holder is believed in, where the Lease does not say.</param>
    /// <param name="interval">How long until the next ordinary look.</param>
    public static LeaseDecision Of(LeaseSpecDto? lease, TimeSpan unchangedFor, string identity, DateTimeOffset now, TimeSpan duration, TimeSpan interval)
    {
        if (lease is null) return new(LeaseAction.Create, TimeSpan.Zero);
        if (string.IsNullOrEmpty(lease.HolderIdentity) || lease.HolderIdentity == identity) return new(LeaseAction.Take, TimeSpan.Zero);
        var believed = lease.LeaseDurationSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : duration;
        if (unchangedFor >= believed) return new(LeaseAction.Take, TimeSpan.Zero);
        var age = now - lease.Renewed;
        var looksAlive = age is { } known && known <= believed && known >= -ClockTolerance;
        return new(LeaseAction.Leave, looksAlive ? interval : Smaller(interval, believed - unchangedFor));
    }

    private static TimeSpan Smaller(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

/// <summary>What can be done with a Lease that somebody else may hold.</summary>
internal enum LeaseAction
{
    /// <summary>Nothing, until the next look.</summary>
    Leave,

    /// <summary>Make one.</summary>
    Create,

    /// <summary>Become its holder.</summary>
    Take,
}
