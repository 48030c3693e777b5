namespace ClusterProbe.Kubernetes.Publishing;

/// <summary>How often each agent may do what all agents do, so that together they ask the same of the API server whatever their number.</summary>
public static class FleetPacing
{
    /// <summary>How often somebody who wants to lead looks at the Lease: all together about twice a second.</summary>
    /// <param name="agents">How many agents there are.</param>
    public static TimeSpan LookInterval(int agents) => Largest(5, agents / 2.0);

    /// <summary>How often an agent writes its node's object even when nothing changed: all together at most ten times a second.</summary>
    /// <param name="agents">How many agents there are.</param>
    public static TimeSpan Heartbeat(int agents) => Largest(120, agents / 10.0);

    /// <summary>How often an agent lists the profiles: all together at most four times a second.</summary>
    /// <param name="agents">How many agents there are.</param>
    public static TimeSpan ListInterval(int agents) => Largest(30, agents / 4.0);

    /// <summary>A random time from 80 % to 120 % of one, so that agents that began together do not stay together.</summary>
    /// <param name="interval">The time.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static TimeSpan Jitter(TimeSpan interval, double random) => interval * (0.8 + (0.4 * random));

    private static TimeSpan Largest(double least, double paced) => TimeSpan.FromSeconds(Math.Max(least, paced));
}
