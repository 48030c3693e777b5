namespace ClusterProbe.Reporting.Agent;

/// <summary>What may be claimed now: what was found, and whether that is of the past.</summary>
/// <param name="State">What was found.</param>
/// <param name="IsPast">Whether it is too old, or about an earlier spec, to say what is so now.</param>
internal sealed record Verdict(ReadinessState State, bool IsPast)
{
    /// <summary>A word or two.</summary>
    public string Word => IsPast && State != ReadinessState.NotEvaluated ? $"{WordOf(State)}, out of date" : WordOf(State);

    public static Verdict Of(AgentReport report, ProfileReport profile)
        => new(Readiness.Of(profile), Readiness.IsStale(report, profile) || Readiness.IsOutdated(profile));

    /// <summary>The worst of several. One profile that is not known any more makes "ready" a thing of the past; a failure stays one.</summary>
    public static Verdict Of(AgentReport report)
    {
        if (report.Profiles is not { IsEmpty: false } profiles) return new Verdict(ReadinessState.NotEvaluated, IsPast: false);
        var verdicts = profiles.Select(profile => Of(report, profile)).ToArray();
        var worst = verdicts.Max(verdict => verdict.State);
        var deciding = verdicts.Where(verdict => verdict.State == worst);
        return new Verdict(worst, worst == ReadinessState.Ready ? deciding.Any(verdict => verdict.IsPast) : deciding.All(verdict => verdict.IsPast));
    }

    private static string WordOf(ReadinessState state) => state switch
    {
        ReadinessState.Ready => "Ready",
        ReadinessState.NotReady => "Not ready",
        ReadinessState.Unknown => "Unknown",
        _ => "Not evaluated yet",
    };
}
