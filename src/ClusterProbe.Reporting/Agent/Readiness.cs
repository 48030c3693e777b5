using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Reporting.Agent;

/// <summary>What a status claims, and no more than it claims.</summary>
internal enum ReadinessState
{
    /// <summary>Builds can run.</summary>
    Ready,

    /// <summary>Nothing was evaluated so far.</summary>
    NotEvaluated,

    /// <summary>Something required could not be evaluated.</summary>
    Unknown,

    /// <summary>Something required fails.</summary>
    NotReady,
}

/// <summary>Reads the <c>Ready</c> condition.</summary>
internal static class Readiness
{
    public static Condition? Condition(ProfileReport profile)
        => profile.Status?.Conditions.FirstOrDefault(condition => condition.Type == "Ready");

    public static ReadinessState Of(ProfileReport profile) => (profile.Status?.LastCheckedAt, Condition(profile)?.Status) switch
    {
        (null, _) or (_, null) => ReadinessState.NotEvaluated,
        (_, "True") => ReadinessState.Ready,
        (_, "False") => ReadinessState.NotReady,
        _ => ReadinessState.Unknown,
    };

    /// <summary>When the status stops being fresh; null when there is none.</summary>
    public static DateTimeOffset? StaleAt(AgentReport report, ProfileReport profile) => profile.Status?.LastCheckedAt + report.StaleAfter;

    public static bool IsStale(AgentReport report, ProfileReport profile) => StaleAt(report, profile) < report.Now;

    /// <summary>Whether the spec was changed after the evaluation.</summary>
    public static bool IsOutdated(ProfileReport profile)
        => profile.Status is { LastCheckedAt: not null } status && status.ObservedGeneration < profile.Spec.Generation;
}
