using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>What one pod asks of one resource, from its spec and from what a resize in place has made of it.</summary>
/// <remarks>component-helpers <c>resource.PodRequests</c> of Kubernetes 1.37, as the scheduler calls it for pods on a node.</remarks>
public struct ResourceDemand
{
    private static readonly RequestSource[] AllSources = Enum.GetValues<RequestSource>();

    private RequestSum _spec;
    private RequestSum _allocated;
    private RequestSum _actual;

    /// <summary>The pod-level request (<c>spec.resources.requests</c>); null for none.</summary>
    public long? PodLevel { get; set; }

    /// <summary>What the kubelet has allocated to the pod as a whole (<c>status.allocatedResources</c>); null for none.</summary>
    public long? PodAllocated { get; set; }

    /// <summary>What the pod as a whole really has (<c>status.resources.requests</c>); null for none.</summary>
    public long? PodActual { get; set; }

    /// <summary>What the RuntimeClass adds (<c>spec.overhead</c>).</summary>
    public long Overhead { get; set; }

    /// <summary>Whether a pod-level request of this resource counts.</summary>
    /// <param name="resource">The resource.</param>
    public static bool IsPodLevel(string resource)
        => resource is "cpu" or "memory" || (resource is not null && resource.StartsWith("hugepages-", StringComparison.Ordinal));

    /// <summary>Adds a container of a pod that is not on a node yet.</summary>
    /// <param name="role">How it counts.</param>
    /// <param name="amount">What it requests.</param>
    public void Add(ContainerRole role, long amount)
    {
        foreach (var source in AllSources) Add(source, role, amount);
    }

    /// <summary>Adds what one source says of a container. Each source wants every container.</summary>
    /// <param name="source">Who says so.</param>
    /// <param name="role">How it counts.</param>
    /// <param name="amount">What the container needs.</param>
    public void Add(RequestSource source, ContainerRole role, long amount)
    {
        switch (source)
        {
            case RequestSource.Spec:
                _spec.Add(role, amount);
                break;
            case RequestSource.Allocated:
                _allocated.Add(role, amount);
                break;
            default:
                _actual.Add(role, amount);
                break;
        }
    }

    /// <summary>What counts on the node.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="state">What is special about the pod.</param>
    public readonly long Total(string resource, PodResizeState state)
    {
        var allocated = state.HasFlag(PodResizeState.PodStatus) ? PodAllocated ?? 0 : _allocated.Total;
        var actual = state.HasFlag(PodResizeState.PodStatus) ? PodActual ?? 0 : _actual.Total;
        var infeasible = state.HasFlag(PodResizeState.Infeasible);
        var containers = Math.Max(infeasible ? 0 : _spec.Total, Math.Max(allocated, actual));
        var request = state.HasFlag(PodResizeState.PodLevel) && IsPodLevel(resource) ? Max(Max(PodLevel, PodAllocated), PodActual) ?? containers : containers;
        return ResourceList.AddSaturated(request, Overhead);
    }

    private static long? Max(long? left, long? right) => left is null || right > left ? right : left;
}

/// <summary>Who says what a container needs.</summary>
public enum RequestSource
{
    /// <summary>Its spec.</summary>
    Spec,

    /// <summary>The kubelet, of what it has set aside (<c>allocatedResources</c>).</summary>
    Allocated,

    /// <summary>The kubelet, of what the container runs with (<c>resources.requests</c> in its status).</summary>
    Actual,
}

/// <summary>What decides which of a pod's numbers count.</summary>
[Flags]
public enum PodResizeState
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The pod has a pod-level request of some resource for which that is possible.</summary>
    PodLevel = 1,

    /// <summary>The pod's status carries the resources of the pod as a whole, both allocated and actual.</summary>
    PodStatus = 2,

    /// <summary>The node can never give what the spec asks for now (<c>PodResizePending</c>, reason <c>Infeasible</c>).</summary>
    Infeasible = 4,
}
