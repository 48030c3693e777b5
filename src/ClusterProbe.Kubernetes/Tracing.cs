using System.Diagnostics;

namespace ClusterProbe.Kubernetes;

/// <summary>Where the spans of everything that talks to the API server come from.</summary>
public static class Tracing
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "clusterprobe";

    /// <summary>Makes the spans; none while nobody listens.</summary>
    public static ActivitySource Source { get; } = new(SourceName);
}
