namespace ClusterProbe.Kubernetes.Publishing;

/// <summary>The names under which ClusterProbe's own objects are known.</summary>
public static class ClusterProbeApi
{
    /// <summary>The API group.</summary>
    public const string Group = "clusterprobe.io";

    /// <summary>The version.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Both, as objects carry them.</summary>
    public const string GroupVersion = $"{Group}/{Version}";

    /// <summary>The plural of what says whether a cluster is ready.</summary>
    public const string ClusterReadinesses = "clusterreadinesses";

    /// <summary>The plural of what says how a node is.</summary>
    public const string NodeReadinesses = "nodereadinesses";

    /// <summary>The Lease whose holder leads, in the agents' namespace.</summary>
    public const string LeaderLease = "clusterprobe-leader";

    /// <summary>Who owns the fields that are applied.</summary>
    public const string FieldManager = "clusterprobe-agent";

    /// <summary>Who reports events.</summary>
    public const string Controller = "clusterprobe.io/agent";

    /// <summary>The namespace of events about objects that are in none.</summary>
    public const string EventNamespace = "default";

    internal const string ClusterReadinessPath = $"/apis/{GroupVersion}/{ClusterReadinesses}";

    internal const string NodeReadinessPath = $"/apis/{GroupVersion}/{NodeReadinesses}";
}
