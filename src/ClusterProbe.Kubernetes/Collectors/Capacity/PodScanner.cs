using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Reads a pod's JSON into a <see cref="PodScan"/>, in one pass and without making objects of it.</summary>
internal sealed class PodScanner(StringPool texts, ResourceIndex resources)
{
    /// <summary>How much of the item lies before what the reader counts from.</summary>
    private int _passed;

    public PodScan Pod { get; } = new();

    public void Scan(ReadOnlySpan<byte> item)
    {
        Pod.Clear();
        _passed = 0;
        var reader = new Utf8JsonReader(item);
        if (!reader.EnterObject()) return;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("metadata"u8)) ReadMetadata(ref reader, item);
            else if (reader.ValueTextEquals("spec"u8)) ReadSpec(ref reader);
            else if (reader.ValueTextEquals("status"u8)) ReadStatus(ref reader);
            else reader.SkipValue();
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader, ReadOnlySpan<byte> item)
    {
        if (!reader.EnterObject()) return;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("ownerReferences"u8)) ReadOwners(ref reader);
            else if (reader.ValueTextEquals("managedFields"u8)) reader.SkipLargeValue(item, ref _passed);
            else reader.SkipValue();
        }
    }

    private void ReadOwners(ref Utf8JsonReader reader)
    {
        if (!reader.EnterArray()) return;
        while (reader.NextObject()) ReadOwner(ref reader);
    }

    /// <summary>Static pods are owned by their Node.</summary>
    private void ReadOwner(ref Utf8JsonReader reader)
    {
        while (reader.NextProperty())
        {
            if (!reader.ValueTextEquals("kind"u8)) reader.SkipValue();
            else Pod.Resident |= texts.ReadText(ref reader) is "DaemonSet" or "Node";
        }
    }

    private void ReadSpec(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject()) return;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("containers"u8)) ReadContainers(ref reader, init: false);
            else if (reader.ValueTextEquals("initContainers"u8)) ReadContainers(ref reader, init: true);
            else if (reader.ValueTextEquals("nodeName"u8)) Pod.NodeName = texts.ReadText(ref reader);
            else if (reader.ValueTextEquals("overhead"u8)) Pod.Overhead = ReadAmounts(ref reader);
            else if (reader.ValueTextEquals("resources"u8)) Pod.PodLevel = ReadRequests(ref reader);
            else reader.SkipValue();
        }
    }

    private void ReadContainers(ref Utf8JsonReader reader, bool init)
    {
        if (!reader.EnterArray()) return;
        while (reader.NextObject()) ReadContainer(ref reader, init);
    }

    private void ReadContainer(ref Utf8JsonReader reader, bool init)
    {
        Range name = default;
        AmountRange? requests = null;
        var role = init ? ContainerRole.Init : ContainerRole.Container;
        var ports = Pod.HostPorts.Count;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("name"u8)) name = ReadRange(ref reader);
            else if (reader.ValueTextEquals("resources"u8)) requests = ReadRequests(ref reader);
            else if (reader.ValueTextEquals("ports"u8)) ReadPorts(ref reader);
            else if (init && reader.ValueTextEquals("restartPolicy"u8)) role = reader.ReadEquals("Always"u8) ? ContainerRole.Sidecar : ContainerRole.Init;
            else reader.SkipValue();
        }

        if (role == ContainerRole.Init) Pod.HostPorts.RemoveRange(ports, Pod.HostPorts.Count - ports);
        Pod.Containers.Add(new ScannedContainer(name, role, requests));
    }

    private void ReadPorts(ref Utf8JsonReader reader)
    {
        if (!reader.EnterArray()) return;
        while (reader.NextObject())
        {
            var (address, protocol, port) = ("", "TCP", 0);
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("hostPort"u8)) port = ReadInteger(ref reader);
                else if (reader.ValueTextEquals("hostIP"u8)) address = texts.ReadText(ref reader);
                else if (reader.ValueTextEquals("protocol"u8)) protocol = texts.ReadText(ref reader);
                else reader.SkipValue();
            }

            if (port > 0) Pod.HostPorts.Add(new HostPort(address, protocol, port));
        }
    }

    private void ReadStatus(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject()) return;
        var (pending, refused) = (false, false);
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("phase"u8))
            {
                var phase = texts.ReadText(ref reader);
                Pod.Finished = phase is "Succeeded" or "Failed";
                pending = phase == "Pending";
            }
            else if (reader.ValueTextEquals("conditions"u8)) refused = ReadConditions(ref reader);
            else if (reader.ValueTextEquals("containerStatuses"u8) || reader.ValueTextEquals("initContainerStatuses"u8)) ReadStatuses(ref reader);
            else if (reader.ValueTextEquals("allocatedResources"u8))
            {
                Pod.PodAllocated = ReadAmounts(ref reader);
                Pod.HasPodStatus |= Pod.PodAllocated is not null;
            }
            else if (reader.ValueTextEquals("resources"u8))
            {
                Pod.PodActual = ReadRequests(ref reader);
                Pod.HasPodStatus |= reader.TokenType == JsonTokenType.EndObject;
            }
            else reader.SkipValue();
        }

        Pod.Unschedulable = pending && refused;
    }

    private bool ReadConditions(ref Utf8JsonReader reader)
    {
        var refused = false;
        if (!reader.EnterArray()) return refused;
        while (reader.NextObject())
        {
            var (type, status, reason) = ("", "", "");
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("type"u8)) type = texts.ReadText(ref reader);
                else if (reader.ValueTextEquals("status"u8)) status = texts.ReadText(ref reader);
                else if (reader.ValueTextEquals("reason"u8)) reason = texts.ReadText(ref reader);
                else reader.SkipValue();
            }

            refused |= (type, status, reason) is ("PodScheduled", "False", "Unschedulable");
            Pod.ResizeInfeasible |= (type, reason) is ("PodResizePending", "Infeasible");
        }

        return refused;
    }

    private void ReadStatuses(ref Utf8JsonReader reader)
    {
        if (!reader.EnterArray()) return;
        while (reader.NextObject())
        {
            Range name = default;
            AmountRange? allocated = null;
            AmountRange? actual = null;
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("name"u8)) name = ReadRange(ref reader);
                else if (reader.ValueTextEquals("allocatedResources"u8)) allocated = ReadAmounts(ref reader);
                else if (reader.ValueTextEquals("resources"u8)) actual = ReadRequests(ref reader);
                else reader.SkipValue();
            }

            Pod.Statuses.Add(new ScannedStatus(name, allocated, actual));
        }
    }

    /// <summary>The <c>requests</c> of the next value; null when it has none.</summary>
    private AmountRange? ReadRequests(ref Utf8JsonReader reader)
    {
        AmountRange? requests = null;
        if (!reader.EnterObject()) return requests;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("requests"u8)) requests = ReadAmounts(ref reader);
            else reader.SkipValue();
        }

        return requests;
    }

    private AmountRange? ReadAmounts(ref Utf8JsonReader reader)
    {
        var start = Pod.Amounts.Count;
        return resources.TryReadMilli(ref reader, Pod.Amounts) ? new AmountRange(start, Pod.Amounts.Count) : null;
    }

    private static int ReadInteger(ref Utf8JsonReader reader)
    {
        reader.SkipValue();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : 0;
    }

    /// <summary>Where the next value is, if it is a string.</summary>
    private Range ReadRange(ref Utf8JsonReader reader)
    {
        reader.SkipValue();
        if (reader.TokenType != JsonTokenType.String) return default;
        var start = _passed + (int)reader.TokenStartIndex + 1;
        return start..(start + reader.ValueSpan.Length);
    }
}
