using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>What the pods of the cluster use, folded while they were read: whole pods are not kept.</summary>
public sealed record PodInventory
{
    /// <summary>How many pods were read.</summary>
    public int Count { get; init; }

    /// <summary>What is taken on each node, by node name. A node without pods has no entry.</summary>
    public ImmutableSortedDictionary<string, NodeUsage> UsageByNode { get; init; } =
        ImmutableSortedDictionary.Create<string, NodeUsage>(StringComparer.Ordinal);

    /// <summary>How many pods are Pending because the scheduler finds no node (PodScheduled=False, reason Unschedulable).</summary>
    public int UnschedulableCount { get; init; }
}

/// <summary>What the bound pods take on one node, as the scheduler counts it.</summary>
/// <param name="Requests">The sum of the pods' requests.</param>
/// <param name="PodCount">How many pods count (all but Succeeded and Failed).</param>
/// <param name="HostPorts">The host ports that are taken.</param>
public sealed record NodeUsage(ResourceList Requests, int PodCount, ImmutableArray<HostPort> HostPorts)
{
    /// <summary>A node without pods.</summary>
    public static NodeUsage None { get; } = new(ResourceList.Empty, 0, []);

    /// <summary>The part of it that stays when the node is otherwise empty: pods of DaemonSets, and static ones. Null for none.</summary>
    public NodeUsage? Residents { get; init; }
}

/// <summary>A host port.</summary>
/// <param name="HostIp">The address; empty or 0.0.0.0 for all.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
/// <param name="Port">The port.</param>
public sealed record HostPort(string HostIp, string Protocol, int Port);
