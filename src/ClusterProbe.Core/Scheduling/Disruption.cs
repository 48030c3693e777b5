using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Platforms;

namespace ClusterProbe.Core.Scheduling;

/// <summary>What takes nodes away under running builds, and the annotation that makes it spare a pod.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Annotation">The annotation's key.</param>
/// <param name="Value">Its value.</param>
internal sealed record Disruption(string Name, string Annotation, string Value)
{
    private static readonly ImmutableArray<(string Key, string Value)> SpotLabels =
    [
        ("cloud.google.com/gke-spot", "true"),
        ("cloud.google.com/gke-preemptible", "true"),
        ("eks.amazonaws.com/capacityType", "SPOT"),
        ("karpenter.sh/capacity-type", "spot"),
        ("kubernetes.azure.com/scalesetpriority", "spot"),
    ];

    /// <summary>As it is written in a manifest.</summary>
    public string Line => $"{Annotation}: \"{Value}\"";

    /// <summary>What scales nodes down in a cluster, as far as it shows.</summary>
    /// <param name="facts">The facts.</param>
    public static ImmutableArray<Disruption> Of(ClusterFacts facts)
    {
        var karpenter = (facts.Autoscaling.NodePools.IsKnown(out var pools) && !pools.Items.IsEmpty)
            || (facts.Nodes.IsKnown(out var nodes) && nodes.Nodes.Any(node => node.Labels.ContainsKey("karpenter.sh/nodepool")));
        var clusterAutoscaler = facts.Autoscaling.ClusterAutoscaler.IsKnown(out _) || PlatformDetector.Detect(facts).Kind == PlatformKind.GkeAutopilot;
        return
        [
            .. clusterAutoscaler ? [new("Cluster Autoscaler", "cluster-autoscaler.kubernetes.io/safe-to-evict", "false")] : ImmutableArray<Disruption>.Empty,
            .. karpenter ? [new("Karpenter", "karpenter.sh/do-not-disrupt", "true")] : ImmutableArray<Disruption>.Empty,
        ];
    }

    /// <summary>Whether a node is one that the provider can take back at any time, whatever the pods on it say.</summary>
    /// <param name="node">The node.</param>
    public static bool IsSpot(NodeFact node) => SpotLabels.Any(label => node.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
