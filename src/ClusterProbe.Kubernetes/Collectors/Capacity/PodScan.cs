using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>What one pod of a list says about its room, in buffers that are used again for the next pod.</summary>
internal sealed class PodScan
{
    /// <summary>The node that it is bound to; empty for none.</summary>
    public string NodeName { get; set; } = "";

    /// <summary>Whether it is Succeeded or Failed, and therefore takes nothing.</summary>
    public bool Finished { get; set; }

    /// <summary>Whether it is Pending, and the scheduler has found no node for it.</summary>
    public bool Unschedulable { get; set; }

    /// <summary>Whether a DaemonSet or the node itself owns it, so that it is there whatever else runs.</summary>
    public bool Resident { get; set; }

    /// <summary>Whether the node can never give what a resize asks for.</summary>
    public bool ResizeInfeasible { get; set; }

    /// <summary>All amounts; the other members are ranges of it.</summary>
    public List<ResourceAmount> Amounts { get; } = [];

    /// <summary>The containers, init containers in their order.</summary>
    public List<ScannedContainer> Containers { get; } = [];

    /// <summary>The statuses of the containers.</summary>
    public List<ScannedStatus> Statuses { get; } = [];

    /// <summary>The host ports of containers and sidecars.</summary>
    public List<HostPort> HostPorts { get; } = [];

    /// <summary>The pod-level requests; null for none.</summary>
    public AmountRange? PodLevel { get; set; }

    /// <summary>What is allocated to the pod as a whole; null when its status does not say.</summary>
    public AmountRange? PodAllocated { get; set; }

    /// <summary>What the pod as a whole runs with; null when its status does not say.</summary>
    public AmountRange? PodActual { get; set; }

    /// <summary>Whether its status says anything of the resources of the pod as a whole.</summary>
    public bool HasPodStatus { get; set; }

    /// <summary>What the RuntimeClass adds; null for nothing.</summary>
    public AmountRange? Overhead { get; set; }

    /// <summary>Forgets the pod.</summary>
    public void Clear()
    {
        (NodeName, Finished, Unschedulable, Resident, ResizeInfeasible, HasPodStatus) = ("", false, false, false, false, false);
        (PodLevel, PodAllocated, PodActual, Overhead) = (null, null, null, null);
        Amounts.Clear();
        Containers.Clear();
        Statuses.Clear();
        HostPorts.Clear();
    }
}

/// <summary>A container: where its name is in the item, how it counts, and what it requests.</summary>
internal readonly record struct ScannedContainer(Range Name, ContainerRole Role, AmountRange? Requests);

/// <summary>The status of a container: the kubelet's two answers to what it has; null when it gives none.</summary>
internal readonly record struct ScannedStatus(Range Name, AmountRange? Allocated, AmountRange? Actual);

/// <summary>A range of <see cref="PodScan.Amounts"/>.</summary>
internal readonly record struct AmountRange(int Start, int End);
