namespace ClusterProbe.Core.Checks;

/// <summary>Where a check is evaluated.</summary>
public enum CheckScope
{
    /// <summary>Once for the cluster.</summary>
    Cluster,

    /// <summary>By the agent on each node; the cluster's report folds the nodes' results.</summary>
    Node,
}
