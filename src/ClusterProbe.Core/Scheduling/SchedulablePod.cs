using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Scheduling;

/// <summary>All that the scheduler looks at in a build pod to find it a node.</summary>
public sealed record SchedulablePod
{
    /// <summary>What it asks of its node.</summary>
    public ResourceList Requests { get; init; } = ResourceList.Empty;

    /// <summary>Its tolerations.</summary>
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    /// <summary>Its node selector.</summary>
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The terms of its required node affinity; null for none.</summary>
    public ImmutableArray<NodeSelectorTerm>? RequiredNodeAffinity { get; init; }

    /// <summary>The ports of the node that it takes. A plain init container's do not count, a sidecar's do.</summary>
    public ImmutableArray<HostPort> HostPorts { get; init; } = [];

    /// <summary>The pod of a shape as it is sent.</summary>
    /// <param name="shape">The shape.</param>
    public static SchedulablePod Of(BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new SchedulablePod
        {
            Requests = PodRequests.Of(shape),
            Tolerations = shape.Tolerations,
            NodeSelector = shape.NodeSelector,
            RequiredNodeAffinity = shape.RequiredNodeAffinity,
            HostPorts = [.. shape.Containers.Concat(shape.InitContainers.Where(container => container.Sidecar)).SelectMany(container => container.HostPorts)],
        };
    }

    /// <summary>The pod of a shape as the cluster would store it: with injected sidecars, defaults and tolerations.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="admitted">The pod that a dry run gave for the shape.</param>
    public static SchedulablePod Of(BuildShape shape, PodView admitted)
    {
        ArgumentNullException.ThrowIfNull(admitted);
        return Of(shape) with
        {
            Requests = PodRequests.Of(admitted),
            Tolerations = admitted.Tolerations,
            NodeSelector = admitted.NodeSelector,
            RequiredNodeAffinity = admitted.RequiredNodeAffinity ?? shape.RequiredNodeAffinity,
        };
    }
}
