namespace ClusterProbe.Agent.Metrics;

/// <summary>How a metric behaves over time.</summary>
public enum MetricKind
{
    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>It only goes up, until the agent restarts.</summary>
    Counter,
}
