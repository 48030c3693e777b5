namespace ClusterProbe.Kubernetes.Publishing.Leadership;

/// <summary>Which Lease is held by whom, and for how long.</summary>
/// <param name="Namespace">The Lease's namespace.</param>
/// <param name="Name">The Lease's name.</param>
/// <param name="Identity">Who wants to lead; unique for each process, so that one that starts again does not take itself for the one before.</param>
public sealed record LeaseSettings(string Namespace, string Name, string Identity)
{
    /// <summary>For how long a holder is believed in.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How often the holder renews.</summary>
    public TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long after its last successful renewal a holder goes on leading; less than <see cref="Duration"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How soon a renewal that failed is tried again.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
