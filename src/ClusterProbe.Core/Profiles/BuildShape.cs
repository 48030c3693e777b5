using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Profiles;

/// <summary>One kind of build pod: what is probed, and what has to fit on a node.</summary>
public sealed record BuildShape
{
    /// <summary>Its name, unique in the profile; a DNS label, and a metric label.</summary>
    public required string Name { get; init; }

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string OperatingSystem { get; init; } = "linux";

    /// <summary>The architecture that its images are for, such as <c>amd64</c>; null when any will do.</summary>
    public string? Architecture { get; init; }

    /// <summary>Its containers. At least one.</summary>
    public ImmutableArray<ContainerShape> Containers { get; init; } = [];

    /// <summary>Its init containers, in order.</summary>
    public ImmutableArray<ContainerShape> InitContainers { get; init; } = [];

    /// <summary>Labels of the pod.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Annotations of the pod.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The pod's node selector.</summary>
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// Required node affinity: terms of which one must match; null for none. An empty list and an empty term match nothing.
    /// </summary>
    public ImmutableArray<NodeSelectorTerm>? RequiredNodeAffinity { get; init; }

    /// <summary>The pod's tolerations.</summary>
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    /// <summary>The RuntimeClass; null for the default one.</summary>
    public string? RuntimeClassName { get; init; }

    /// <summary>The PriorityClass; null for the default one.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>Whether the pod uses the node's network.</summary>
    public bool HostNetwork { get; init; }

    /// <summary><c>false</c> for a pod in a user namespace; null for the default.</summary>
    public bool? HostUsers { get; init; }

    /// <summary><c>spec.activeDeadlineSeconds</c>, which decides the scope of quotas; null for none.</summary>
    public long? ActiveDeadlineSeconds { get; init; }
}

/// <summary>A container of a build pod.</summary>
public sealed record ContainerShape
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image, with a tag that is not <c>latest</c>.</summary>
    public required string Image { get; init; }

    /// <summary>What it requests.</summary>
    public ResourceList Requests { get; init; } = ResourceList.Empty;

    /// <summary>What it is limited to.</summary>
    public ResourceList Limits { get; init; } = ResourceList.Empty;

    /// <summary>Ports of the node that it takes.</summary>
    public ImmutableArray<HostPort> HostPorts { get; init; } = [];

    /// <summary>For an init container: whether it is a native sidecar (<c>restartPolicy: Always</c>).</summary>
    public bool Sidecar { get; init; }

    /// <summary>Whether it needs <c>privileged: true</c>.</summary>
    public bool Privileged { get; init; }
}

/// <summary>A toleration, as in a pod's spec.</summary>
/// <param name="Key">The taint's key, empty for all.</param>
/// <param name="Operator"><c>Equal</c> (also when empty), <c>Exists</c>, <c>Lt</c> or <c>Gt</c>.</param>
/// <param name="Value">The taint's value.</param>
/// <param name="Effect">The taint's effect, empty for all.</param>
public sealed record Toleration(string Key = "", string Operator = "", string Value = "", string Effect = "");

/// <summary>One term of a node affinity: all of its expressions must match; an empty term matches nothing.</summary>
/// <param name="Expressions">On labels.</param>
/// <param name="Fields">On fields; the only one served is <c>metadata.name</c>.</param>
public sealed record NodeSelectorTerm(
    ImmutableArray<NodeSelectorRequirement> Expressions, ImmutableArray<NodeSelectorRequirement> Fields);

/// <summary>One requirement of a node affinity term.</summary>
/// <param name="Key">The label's or field's key.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c>, <c>DoesNotExist</c>, <c>Gt</c> or <c>Lt</c>.</param>
/// <param name="Values">The values.</param>
public sealed record NodeSelectorRequirement(string Key, string Operator, ImmutableArray<string> Values);
