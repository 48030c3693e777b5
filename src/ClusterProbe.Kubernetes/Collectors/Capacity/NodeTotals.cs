using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>The running totals of one node.</summary>
internal sealed class NodeTotals
{
    private long[] _amounts = [];
    private int _pods;
    private List<HostPort>? _ports;
    private NodeTotals? _residents;

    /// <summary>The part of the totals that DaemonSet and static pods make up.</summary>
    public NodeTotals Residents => _residents ??= new NodeTotals();

    /// <summary>Adds a pod whose demands, in thousandths, are known.</summary>
    public void Add(ResourceIndex resources, ResourceDemand[] demands, List<int> touched, PodResizeState state, List<HostPort> ports)
    {
        _pods++;
        if (_amounts.Length < resources.Count) Array.Resize(ref _amounts, resources.Count);
        foreach (var resource in touched)
        {
            var amount = resources.Counted(resource, demands[resource].Total(resources[resource], state));
            _amounts[resource] = ResourceList.AddSaturated(_amounts[resource], amount);
        }

        if (ports.Count > 0) (_ports ??= []).AddRange(ports);
    }

    public NodeUsage ToUsage(ResourceIndex resources)
        => new(resources.ToList(_amounts), _pods, [.. _ports ?? []]) { Residents = _residents?.ToUsage(resources) };
}
