namespace ClusterProbe.Core.Facts;

/// <summary>Why a fact is unknown.</summary>
/// <param name="Reason">The bounded reason.</param>
/// <param name="Detail">The reason for people, with the API server's own words where there are any.</param>
public sealed record UnknownCause(UnknownReason Reason, string Detail)
{
    /// <summary>The permission that would make the fact known, when its lack is the reason.</summary>
    public Permission? Missing { get; init; }

    /// <summary>A fact that no collector was asked for.</summary>
    public static UnknownCause NotCollected { get; } = new(UnknownReason.NotCollected, "not collected in this run");
}

/// <summary>The bounded reasons for not knowing a fact.</summary>
public enum UnknownReason
{
    /// <summary>No collector was asked for it.</summary>
    NotCollected,

    /// <summary>The API server refused the request: a permission is missing (HTTP 401 or 403).</summary>
    NotPermitted,

    /// <summary>The deadline passed before there was an answer.</summary>
    TimedOut,

    /// <summary>The server does not serve this API: older, newer, or its aggregated API is down.</summary>
    NotServed,

    /// <summary>The server kept refusing for load (HTTP 429).</summary>
    Throttled,

    /// <summary>The server answered with an error of its own (HTTP 5xx).</summary>
    ServerError,

    /// <summary>The server could not be reached: name, connection or TLS.</summary>
    Unreachable,

    /// <summary>An answer came, and could not be read: truncated, not JSON, or over the size cap.</summary>
    Unreadable,

    /// <summary>The answer depends on something that the profile does not say.</summary>
    NotConfigured,

    /// <summary>Sources disagree, or what is known does not decide it.</summary>
    Undecided,
}
