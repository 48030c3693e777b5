using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>How a container counts in its pod's request.</summary>
public enum ContainerRole
{
    /// <summary>Runs beside the other containers.</summary>
    Container,

    /// <summary>An init container: runs alone, but for the sidecars that were started before it.</summary>
    Init,

    /// <summary>A native sidecar: an init container with <c>restartPolicy: Always</c>.</summary>
    Sidecar,
}

/// <summary>What the containers of a pod need of one resource together, at the time when they need most of it.</summary>
/// <remarks>component-helpers <c>resource.aggregateContainerResourcesByFn</c>; KEP-753. Init containers are added in their order.</remarks>
public struct RequestSum
{
    private long _running;
    private long _sidecars;
    private long _initializing;

    /// <summary>The need: while the containers run, or while the hungriest init container does.</summary>
    public readonly long Total => Math.Max(_running, _initializing);

    /// <summary>Adds one container.</summary>
    /// <param name="role">How it counts.</param>
    /// <param name="amount">What it needs.</param>
    public void Add(ContainerRole role, long amount)
    {
        if (role != ContainerRole.Init) _running = ResourceList.AddSaturated(_running, amount);
        if (role == ContainerRole.Sidecar) _sidecars = ResourceList.AddSaturated(_sidecars, amount);
        if (role != ContainerRole.Container)
        {
            _initializing = Math.Max(_initializing, role == ContainerRole.Init ? ResourceList.AddSaturated(_sidecars, amount) : _sidecars);
        }
    }
}
