using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Scheduling;

/// <summary>What a pod that is to be created asks of its node.</summary>
public static class PodRequests
{
    /// <summary>The request of a build shape that nothing else is added to.</summary>
    /// <param name="shape">The shape.</param>
    public static ResourceList Of(BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Sum(
            [
                .. shape.InitContainers.Select(container => (container.Sidecar ? ContainerRole.Sidecar : ContainerRole.Init, Stored(container))),
                .. shape.Containers.Select(container => (ContainerRole.Container, Stored(container))),
            ],
            ResourceList.Empty);
    }

    /// <summary>The request of a pod as the cluster stores it, with what admission has added.</summary>
    /// <param name="pod">The pod.</param>
    public static ResourceList Of(PodView pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return Sum(
            [
                .. pod.InitContainers.Select(container => (container.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init, container.Requests)),
                .. pod.Containers.Select(container => (ContainerRole.Container, container.Requests)),
            ],
            pod.Overhead);
    }

    /// <summary>The API server stores a limit without a request as the request too.</summary>
    private static ResourceList Stored(ContainerShape container) => new(container.Limits.Amounts.SetItems(container.Requests.Amounts));

    private static ResourceList Sum(IReadOnlyList<(ContainerRole Role, ResourceList Requests)> containers, ResourceList overhead)
        => ResourceList.Of(containers.SelectMany(container => container.Requests.Amounts.Keys).Concat(overhead.Amounts.Keys).Distinct()
            .Select(resource =>
            {
                var demand = new ResourceDemand { Overhead = overhead[resource] };
                foreach (var (role, requests) in containers) demand.Add(role, requests[resource]);
                return (resource, demand.Total(resource, PodResizeState.None));
            }));
}
