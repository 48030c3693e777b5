using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Why a request gave no result.</summary>
/// <param name="Kind">The bounded class of the failure.</param>
/// <param name="HttpStatus">The HTTP status code; 0 when there was no answer.</param>
/// <param name="Reason"><c>Status.reason</c>, empty when there was none.</param>
/// <param name="Message"><c>Status.message</c>, or the body's beginning, or what went wrong on the way.</param>
public sealed record ApiError(UnknownReason Kind, int HttpStatus, string Reason, string Message)
{
    /// <summary>Whether the server said that there is no such object (or no such API).</summary>
    public bool IsNotFound => HttpStatus == 404;

    /// <summary>Whether the server said that the object exists already, or was changed by somebody else in the meantime.</summary>
    public bool IsConflict => HttpStatus == 409;

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>This error as the cause of an unknown fact.</summary>
    /// <param name="permission">The permission that the request needed.</param>
    public UnknownCause ToCause(Permission permission)
    {
        var detail = HttpStatus == 0 ? Message : $"{Message} (HTTP {HttpStatus})";
        if (Attempts > 1) detail += $", after {Attempts} attempts";
        return new UnknownCause(Kind, detail) { Missing = Kind == UnknownReason.NotPermitted ? permission : null };
    }
}
