namespace ClusterProbe.Kubernetes.Client;

/// <summary>Is told of every request, each retry included: for metrics, and for the time that the API server has.</summary>
public interface IApiObserver
{
    /// <summary>A request was answered, or was not. Called on the path of the request: must be quick and must not throw.</summary>
    /// <param name="attempt">What happened.</param>
    void Observe(ApiAttempt attempt);
}

/// <summary>One request and the head of its answer.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="Code">The HTTP status code; 0 for no answer.</param>
/// <param name="StartedAt">When it was sent, by this machine's clock.</param>
/// <param name="Duration">How long the head of the answer took.</param>
/// <param name="IsRetry">Whether the same was sent before.</param>
/// <param name="ServerDate">The answer's <c>Date</c> header, which has whole seconds; null when there is none.</param>
public sealed record ApiAttempt(RequestKind Kind, int Code, DateTimeOffset StartedAt, TimeSpan Duration, bool IsRetry, DateTimeOffset? ServerDate);
