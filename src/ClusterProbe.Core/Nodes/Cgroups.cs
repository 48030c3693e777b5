using System.Collections.Immutable;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.Core.Nodes;

/// <summary>What a node's control groups are good for.</summary>
internal static class Cgroups
{
    /// <summary>The controllers that limits of containers need.</summary>
    public static ImmutableArray<string> Needed { get; } = ["cpu", "cpuset", "io", "memory", "pids"];

    /// <summary>The version; the file of controllers at the root is there in version 2 only.</summary>
    public static CgroupMode? ModeOf(NodeFacts facts)
        => facts.CgroupControllers.IsKnown(out _) ? CgroupMode.V2
            : facts.CgroupHierarchies.IsKnown(out var mode) ? mode
            : null;

    public static string WordFor(CgroupMode mode) => mode switch
    {
        CgroupMode.V1 => "v1",
        CgroupMode.Hybrid => "hybrid",
        _ => "v2",
    };
}
