using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Quota;

/// <summary>A pod, as quotas and limit ranges see it when it is created.</summary>
public sealed record PodResources
{
    /// <summary>Its containers.</summary>
    public ImmutableArray<ContainerResources> Containers { get; init; } = [];

    /// <summary>Its init containers, in order.</summary>
    public ImmutableArray<ContainerResources> InitContainers { get; init; } = [];

    /// <summary>What the pod as a whole requests: <c>spec.resources.requests</c>.</summary>
    public Amounts Requests { get; init; } = Amounts.None;

    /// <summary>What the pod as a whole is limited to: <c>spec.resources.limits</c>.</summary>
    public Amounts Limits { get; init; } = Amounts.None;

    /// <summary>What its RuntimeClass adds.</summary>
    public Amounts Overhead { get; init; } = Amounts.None;

    /// <summary>Its PriorityClass; empty for none.</summary>
    public string PriorityClassName { get; init; } = "";

    /// <summary><c>spec.activeDeadlineSeconds</c>; null for none.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Whether an affinity term to other pods names namespaces or selects them, be it only the pod's own.</summary>
    public bool HasCrossNamespaceAffinity { get; init; }

    /// <summary>All containers, in the order in which the API server looks at them.</summary>
    public IEnumerable<ContainerResources> AllContainers => Containers.Concat(InitContainers);

    /// <summary>Whether resources of the pod as a whole are set.</summary>
    public bool HasPodLevelResources => Requests.Items.Keys.Concat(Limits.Items.Keys).Any(IsPodLevel);

    /// <summary>Whether the pod asks for no CPU and no memory at all (QoS class BestEffort); other resources do not matter.</summary>
    public bool IsBestEffort
        => !(HasPodLevelResources ? [Requests, Limits] : AllContainers.SelectMany(container => new[] { container.Requests, container.Limits }))
            .Any(amounts => amounts["cpu"]?.Value > 0 || amounts["memory"]?.Value > 0);

    /// <summary>The pod of a build shape.</summary>
    /// <param name="shape">The shape.</param>
    public static PodResources Of(BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new PodResources
        {
            Containers = [.. shape.Containers.Select(ContainerResources.Of)],
            InitContainers = [.. shape.InitContainers.Select(ContainerResources.Of)],
            PriorityClassName = shape.PriorityClassName ?? "",
            ActiveDeadlineSeconds = shape.ActiveDeadlineSeconds,
        };
    }

    /// <summary>The pod of a build shape as the cluster would store it: with injected sidecars, defaults and the PriorityClass.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="stored">The pod that a dry run gave for the shape.</param>
    public static PodResources Of(BuildShape shape, PodView stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Of(shape) with
        {
            Containers = [.. stored.Containers.Select(ContainerResources.Of)],
            InitContainers = [.. stored.InitContainers.Select(ContainerResources.Of)],
            Overhead = Amounts.Of(stored.Overhead),
            PriorityClassName = stored.PriorityClassName,
        };
    }

    /// <summary>The pod with the API server's own defaults: a missing request is the limit.</summary>
    public PodResources WithServerDefaults()
    {
        var defaulted = ForEachContainer(container => container with { Requests = container.Requests.OrElse(container.Limits) });
        return HasPodLevelResources
            ? defaulted with { Requests = Requests.OrElse(defaulted.ContainerTotal(container => container.Requests).Where(IsPodLevel)).OrElse(Limits.Where(IsPodLevel)) }
            : defaulted;
    }

    /// <summary>What the pod requests.</summary>
    /// <param name="withOverhead">Whether what the RuntimeClass adds is counted.</param>
    public Amounts TotalRequests(bool withOverhead)
    {
        var total = ContainerTotal(container => container.Requests).OverriddenBy(Requests.Where(IsPodLevel));
        return withOverhead ? total.Add(Overhead) : total;
    }

    /// <summary>What the pod is limited to.</summary>
    /// <param name="withOverhead">Whether what the RuntimeClass adds is counted, for resources that have a limit.</param>
    public Amounts TotalLimits(bool withOverhead)
    {
        var total = ContainerTotal(container => container.Limits).OverriddenBy(Limits.Where(IsPodLevel));
        return withOverhead ? total.Add(Overhead.Where(resource => total[resource]?.Value > 0)) : total;
    }

    internal PodResources ForEachContainer(Func<ContainerResources, ContainerResources> change)
        => this with { Containers = [.. Containers.Select(change)], InitContainers = [.. InitContainers.Select(change)] };

    private static bool IsPodLevel(string resource) => resource is "cpu" or "memory" || ResourceNames.IsHugePages(resource);

    /// <summary>The sum of the containers, or what the largest init container needs beside the sidecars started before it.</summary>
    private Amounts ContainerTotal(Func<ContainerResources, Amounts> select)
    {
        var total = Containers.Select(select).Aggregate(Amounts.None, (sum, amounts) => sum.Add(amounts));
        var (sidecars, largest) = (Amounts.None, Amounts.None);
        foreach (var container in InitContainers)
        {
            var own = select(container);
            if (container.Sidecar) (total, sidecars) = (total.Add(own), sidecars.Add(own));
            largest = largest.Max(container.Sidecar ? sidecars : own.Add(sidecars));
        }

        return total.Max(largest);
    }
}

/// <summary>A container, as quotas and limit ranges see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Requests">What it requests.</param>
/// <param name="Limits">What it is limited to.</param>
/// <param name="Sidecar">For an init container: whether it keeps running (<c>restartPolicy: Always</c>).</param>
public sealed record ContainerResources(string Name, Amounts Requests, Amounts Limits, bool Sidecar = false)
{
    /// <summary>The container of a build shape.</summary>
    /// <param name="shape">The container.</param>
    public static ContainerResources Of(ContainerShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new ContainerResources(shape.Name, Amounts.Of(shape.Requests), Amounts.Of(shape.Limits), shape.Sidecar);
    }

    /// <summary>The container of a pod that a dry run gave.</summary>
    /// <param name="view">The container.</param>
    public static ContainerResources Of(ContainerView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new ContainerResources(view.Name, Amounts.Of(view.Requests), Amounts.Of(view.Limits), view.RestartPolicy == "Always");
    }
}
