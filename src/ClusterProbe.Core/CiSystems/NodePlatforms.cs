using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.CiSystems;

/// <summary>Relates the operating system and architecture of nodes to those of builds.</summary>
public static class NodePlatforms
{
    /// <summary>The node's operating system as its kubelet or its label says, empty when neither does.</summary>
    /// <param name="node">The node.</param>
    public static string OperatingSystemOf(NodeFact node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.OperatingSystem.Length > 0 ? node.OperatingSystem : node.Labels.GetValueOrDefault("kubernetes.io/os", "");
    }

    /// <summary>The node's architecture as its kubelet or its label says, empty when neither does.</summary>
    /// <param name="node">The node.</param>
    public static string ArchitectureOf(NodeFact node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Architecture.Length > 0 ? node.Architecture : node.Labels.GetValueOrDefault("kubernetes.io/arch", "");
    }

    /// <summary>Whether the node can have the operating system and has the labels that a build asks for. Room and taints are not looked at.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">The build.</param>
    public static bool Suits(NodeFact node, BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var system = OperatingSystemOf(node);
        return (system.Length == 0 || system == shape.OperatingSystem)
            && NodeAffinity.Matches(shape.NodeSelector, shape.RequiredNodeAffinity, node);
    }
}
