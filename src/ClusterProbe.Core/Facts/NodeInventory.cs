using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>All nodes of the cluster.</summary>
/// <param name="Nodes">Sorted by name.</param>
public sealed record NodeInventory(ImmutableArray<NodeFact> Nodes);

/// <summary>One node as the scheduler sees it.</summary>
public sealed record NodeFact
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its taints.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>Whether it is cordoned (<c>spec.unschedulable</c>).</summary>
    public bool Unschedulable { get; init; }

    /// <summary>What pods can ask for on it.</summary>
    public ResourceList Allocatable { get; init; } = ResourceList.Empty;

    /// <summary>Conditions that are True, such as <c>Ready</c> and <c>DiskPressure</c>.</summary>
    public ImmutableArray<string> TrueConditions { get; init; } = [];

    /// <summary>The cloud provider's id, such as <c>gce://project/zone/name</c>; empty for none.</summary>
    public string ProviderId { get; init; } = "";

    /// <summary>The kubelet's version.</summary>
    public string KubeletVersion { get; init; } = "";

    /// <summary>Such as <c>linux</c>; from <c>status.nodeInfo</c>.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>Such as <c>amd64</c>; from <c>status.nodeInfo</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Such as <c>containerd://2.0.1</c>.</summary>
    public string ContainerRuntime { get; init; } = "";

    /// <summary>Whether the node's Ready condition is True.</summary>
    public bool IsReady => TrueConditions.Contains("Ready");
}

/// <summary>A taint of a node.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value, empty for none.</param>
/// <param name="Effect"><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</param>
public sealed record Taint(string Key, string Value, string Effect)
{
    /// <summary>As <c>kubectl taint</c> writes it: <c>key=value:effect</c>.</summary>
    public override string ToString() => Value.Length == 0 ? $"{Key}:{Effect}" : $"{Key}={Value}:{Effect}";
}
