using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Folds pods into what is taken on each node while they stream in.</summary>
internal sealed class PodFold
{
    private readonly ResourceIndex _resources;
    private readonly PodScanner _scanner;
    private readonly Dictionary<string, NodeTotals> _nodes = new(StringComparer.Ordinal);
    private readonly List<int> _touched = [];
    private ResourceDemand[] _demands = [];
    private int _count;
    private int _unschedulable;

    public PodFold()
    {
        var texts = new StringPool();
        _resources = new ResourceIndex(texts);
        _scanner = new PodScanner(texts, _resources);
    }

    /// <summary>Forgets all pods, because the list starts over.</summary>
    public void Reset()
    {
        _nodes.Clear();
        (_count, _unschedulable) = (0, 0);
    }

    /// <summary>Adds a pod. Whatever the JSON says, what is not as expected counts as not there.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public void Add(ReadOnlySpan<byte> item)
    {
        _count++;
        try
        {
            _scanner.Scan(item);
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair, which no API server stores. What was read before it still counts.
        }

        var pod = _scanner.Pod;
        if (pod.NodeName.Length == 0)
        {
            if (pod.Unschedulable) _unschedulable++;
        }
        else if (!pod.Finished)
        {
            AddBound(pod, item);
        }
    }

    /// <summary>What was added.</summary>
    public PodInventory ToInventory() => new()
    {
        Count = _count,
        UnschedulableCount = _unschedulable,
        UsageByNode = _nodes.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToUsage(_resources), StringComparer.Ordinal),
    };

    private void AddBound(PodScan pod, ReadOnlySpan<byte> item)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, pod.NodeName, out _);
        node ??= new NodeTotals();
        var state = Sum(pod, item);
        node.Add(_resources, _demands, _touched, state, pod.HostPorts);
        if (pod.Resident) node.Residents.Add(_resources, _demands, _touched, state, pod.HostPorts);
        foreach (var resource in _touched) _demands[resource] = default;
        _touched.Clear();
    }

    private PodResizeState Sum(PodScan pod, ReadOnlySpan<byte> item)
    {
        foreach (var container in pod.Containers)
        {
            var status = StatusOf(pod, container, item);
            var fallback = pod.ResizeInfeasible ? null : container.Requests;
            var allocated = status.Allocated ?? fallback;
            Add(pod, RequestSource.Spec, container.Role, container.Requests);
            Add(pod, RequestSource.Allocated, container.Role, allocated);
            Add(pod, RequestSource.Actual, container.Role, status.Actual ?? allocated);
        }

        var state = pod.ResizeInfeasible ? PodResizeState.Infeasible : PodResizeState.None;
        if (pod.PodAllocated is not null && pod.PodActual is not null) state |= PodResizeState.PodStatus;
        foreach (var (resource, milli) in Range(pod, pod.PodLevel))
        {
            if (!ResourceDemand.IsPodLevel(_resources[resource])) continue;
            state |= PodResizeState.PodLevel;

            // What can never be given counts nothing, but only where the status says what was given instead.
            if (!pod.ResizeInfeasible || !pod.HasPodStatus) Touch(resource).PodLevel = milli;
        }

        foreach (var (resource, milli) in Range(pod, pod.PodAllocated)) Touch(resource).PodAllocated = milli;
        foreach (var (resource, milli) in Range(pod, pod.PodActual)) Touch(resource).PodActual = milli;
        foreach (var (resource, milli) in Range(pod, pod.Overhead)) Touch(resource).Overhead = milli;
        return state;
    }

    private void Add(PodScan pod, RequestSource source, ContainerRole role, AmountRange? amounts)
    {
        foreach (var (resource, milli) in Range(pod, amounts)) Touch(resource).Add(source, role, milli);
    }

    private ref ResourceDemand Touch(int resource)
    {
        if (resource >= _demands.Length) Array.Resize(ref _demands, _resources.Count);
        if (!_touched.Contains(resource)) _touched.Add(resource);
        return ref _demands[resource];
    }

    private static ScannedStatus StatusOf(PodScan pod, ScannedContainer container, ReadOnlySpan<byte> item)
    {
        var name = item[container.Name];
        foreach (var status in pod.Statuses)
        {
            if (name.SequenceEqual(item[status.Name])) return status;
        }

        return default;
    }

    private static ReadOnlySpan<ResourceAmount> Range(PodScan pod, AmountRange? range)
        => range is { } amounts ? CollectionsMarshal.AsSpan(pod.Amounts)[amounts.Start..amounts.End] : [];
}
