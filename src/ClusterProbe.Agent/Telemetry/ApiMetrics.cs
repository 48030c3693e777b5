using System.Globalization;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Agent.Telemetry;

/// <summary>Counts the requests to the API server, and remembers the last answer whose date can be compared with the node's clock.</summary>
/// <param name="metrics">Where the counts go.</param>
internal sealed class ApiMetrics(AgentMetrics metrics) : IApiObserver
{
    private ApiAttempt? _dated;

    /// <summary>The last answer that had a date; null for none yet.</summary>
    public ApiAttempt? LastDated => Volatile.Read(ref _dated);

    public void Observe(ApiAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var (verb, resource) = attempt.Kind;
        metrics.Add(MetricCatalog.ApiRequests, 1, verb, resource, attempt.Code.ToString(CultureInfo.InvariantCulture));
        metrics.Add(MetricCatalog.ApiSeconds, attempt.Duration.TotalSeconds, verb);
        if (attempt.IsRetry) metrics.Add(MetricCatalog.ApiRetries, 1, verb);
        if (attempt.ServerDate is not null) Volatile.Write(ref _dated, attempt);
    }
}
