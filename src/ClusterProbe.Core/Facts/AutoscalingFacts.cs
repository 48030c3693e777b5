using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>What adds nodes when there is no room.</summary>
public sealed record AutoscalingFacts
{
    /// <summary>
    /// What Cluster Autoscaler publishes about itself. Absent when nothing is published: there is none, it publishes elsewhere, or the
    /// platform runs it out of sight.
    /// </summary>
    public Fact<ClusterAutoscalerStatus> ClusterAutoscaler { get; init; } = new();

    /// <summary>Karpenter's NodePools. Absent when Karpenter is not installed.</summary>
    public Fact<NodePools> NodePools { get; init; } = new();

    /// <summary>Karpenter's NodeClaims, each of which is or becomes a node. Absent when Karpenter is not installed.</summary>
    public Fact<NodeClaims> NodeClaims { get; init; } = new();
}

/// <summary>What Cluster Autoscaler publishes about itself.</summary>
/// <param name="State"><c>Running</c> or <c>Initializing</c>.</param>
/// <param name="UpdatedAt">When it was written; null when it does not say.</param>
/// <param name="NodeGroups">The groups of nodes that it can resize.</param>
public sealed record ClusterAutoscalerStatus(string State, DateTimeOffset? UpdatedAt, ImmutableArray<AutoscaledNodeGroup> NodeGroups)
{
    /// <summary>What it thinks of the cluster as a whole: <c>Healthy</c>, <c>Unhealthy</c>, or empty when it does not say.</summary>
    public string Health { get; init; } = "";
}

/// <summary>A group of nodes that Cluster Autoscaler can resize.</summary>
/// <param name="Name">Its name, as the cloud provider's adapter writes it.</param>
/// <param name="ScaleUp"><c>NoActivity</c>, <c>InProgress</c>, <c>Backoff</c>, <c>Unhealthy</c>, or empty when it does not say.</param>
/// <param name="TargetSize">How many nodes it asked the provider for; null when it does not say.</param>
/// <param name="MaxSize">The most nodes it may have; null when it does not say.</param>
/// <param name="BackoffMessage">Why it waits, when it does; empty when it does not say.</param>
public sealed record AutoscaledNodeGroup(string Name, string ScaleUp, int? TargetSize, int? MaxSize, string BackoffMessage);

/// <summary>Karpenter's NodePools.</summary>
/// <param name="Items">Sorted by name.</param>
public sealed record NodePools(ImmutableArray<NodePoolFact> Items);

/// <summary>A NodePool of Karpenter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Limits">The most that its nodes may have together: <c>spec.limits</c>.</param>
/// <param name="Resources">What its nodes have together: <c>status.resources</c>.</param>
/// <param name="Ready">The condition <c>Ready</c>; null when it is not reported, as in old versions.</param>
/// <param name="NotReadyMessage">Why it is not ready; empty when it is.</param>
public sealed record NodePoolFact(
    string Name, ImmutableSortedDictionary<string, string> Limits, ImmutableSortedDictionary<string, string> Resources, bool? Ready, string NotReadyMessage);

/// <summary>Karpenter's NodeClaims.</summary>
/// <param name="Items">Sorted by name.</param>
public sealed record NodeClaims(ImmutableArray<NodeClaimFact> Items);

/// <summary>A NodeClaim of Karpenter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NodePool">The NodePool that it belongs to; empty for none.</param>
/// <param name="Ready">Whether its node is ready.</param>
public sealed record NodeClaimFact(string Name, string NodePool, bool Ready);
