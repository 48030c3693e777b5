using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing;

/// <summary>What came of publishing.</summary>
public enum WriteResult
{
    /// <summary>It is written.</summary>
    Success,

    /// <summary>It could not be written.</summary>
    Error,

    /// <summary>Somebody else has changed or removed the object, and what was to be written is out of date.</summary>
    Conflict,

    /// <summary>There was nothing to write.</summary>
    Unchanged,
}

/// <summary>What came of publishing, with the error.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Error">Why not; null when nothing went wrong.</param>
public sealed record WriteOutcome(WriteResult Result, ApiError? Error = null)
{
    /// <summary>It is written.</summary>
    public static WriteOutcome Success { get; } = new(WriteResult.Success);

    /// <summary>There was nothing to write.</summary>
    public static WriteOutcome Unchanged { get; } = new(WriteResult.Unchanged);

    /// <summary>It could not be written.</summary>
    /// <param name="error">Why not.</param>
    public static WriteOutcome Failed(ApiError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(error.IsConflict ? WriteResult.Conflict : WriteResult.Error, error);
    }
}
