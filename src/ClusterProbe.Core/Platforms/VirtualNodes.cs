using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises nodes that no machine stands behind, and that run no DaemonSets.</summary>
internal static class VirtualNodes
{
    /// <summary>Whether it is one of them: virtual kubelets, AKS virtual nodes, EKS Fargate.</summary>
    /// <param name="node">The node.</param>
    public static bool Contains(NodeFact node)
        => node.Labels.GetValueOrDefault("type") == "virtual-kubelet" || AksPlatform.IsVirtual(node) || EksPlatform.IsFargate(node);
}
