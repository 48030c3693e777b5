using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Reads a node's JSON into the few facts that matter; most of a node is the list of its images.</summary>
/// <param name="texts">Keeps the texts that nodes have in common.</param>
internal sealed class NodeScanner(StringPool texts)
{
    private static readonly ImmutableSortedDictionary<string, string> NoLabels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The node, or null when it has no name or its text can't be read.</summary>
    public NodeFact? Scan(ReadOnlySpan<byte> item)
    {
        var node = new NodeFact { Name = "" };
        try
        {
            var reader = new Utf8JsonReader(item);
            if (!reader.EnterObject()) return null;
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("metadata"u8)) node = ReadMetadata(ref reader, node);
                else if (reader.ValueTextEquals("spec"u8)) node = ReadSpec(ref reader, node);
                else if (reader.ValueTextEquals("status"u8)) node = ReadStatus(ref reader, node);
                else reader.SkipValue();
            }
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair, which no API server stores.
            return null;
        }

        return node.Name.Length > 0 ? node : null;
    }

    private NodeFact ReadMetadata(ref Utf8JsonReader reader, NodeFact node)
    {
        if (!reader.EnterObject()) return node;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("name"u8)) node = node with { Name = texts.ReadText(ref reader) };
            else if (reader.ValueTextEquals("labels"u8)) node = node with { Labels = ReadLabels(ref reader) };
            else reader.SkipValue();
        }

        return node;
    }

    private ImmutableSortedDictionary<string, string> ReadLabels(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject()) return NoLabels;
        var labels = NoLabels.ToBuilder();
        while (reader.NextProperty())
        {
            var key = texts.Get(ref reader);
            labels[key] = texts.ReadText(ref reader);
        }

        return labels.ToImmutable();
    }

    private NodeFact ReadSpec(ref Utf8JsonReader reader, NodeFact node)
    {
        if (!reader.EnterObject()) return node;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("taints"u8)) node = node with { Taints = ReadTaints(ref reader) };
            else if (reader.ValueTextEquals("unschedulable"u8)) node = node with { Unschedulable = reader.ReadTrue() };
            else if (reader.ValueTextEquals("providerID"u8)) node = node with { ProviderId = texts.ReadText(ref reader) };
            else reader.SkipValue();
        }

        return node;
    }

    private ImmutableArray<Taint> ReadTaints(ref Utf8JsonReader reader)
    {
        if (!reader.EnterArray()) return [];
        var taints = ImmutableArray.CreateBuilder<Taint>();
        while (reader.NextObject())
        {
            var (key, value, effect) = ("", "", "");
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("key"u8)) key = texts.ReadText(ref reader);
                else if (reader.ValueTextEquals("value"u8)) value = texts.ReadText(ref reader);
                else if (reader.ValueTextEquals("effect"u8)) effect = texts.ReadText(ref reader);
                else reader.SkipValue();
            }

            taints.Add(new Taint(key, value, effect));
        }

        return taints.ToImmutable();
    }

    private NodeFact ReadStatus(ref Utf8JsonReader reader, NodeFact node)
    {
        if (!reader.EnterObject()) return node;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("allocatable"u8)) node = node with { Allocatable = ReadAmounts(ref reader) };
            else if (reader.ValueTextEquals("conditions"u8)) node = node with { TrueConditions = ReadConditions(ref reader) };
            else if (reader.ValueTextEquals("nodeInfo"u8)) node = ReadNodeInfo(ref reader, node);
            else reader.SkipValue();
        }

        return node;
    }

    private ResourceList ReadAmounts(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject()) return ResourceList.Empty;
        var amounts = new List<(string, long)>();
        while (reader.NextProperty())
        {
            var resource = texts.Get(ref reader);
            reader.SkipValue();
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && Quantity.TryParseAmount(resource, reader.ValueSpan, out var amount))
            {
                amounts.Add((resource, amount));
            }
        }

        return ResourceList.Of(amounts);
    }

    private ImmutableArray<string> ReadConditions(ref Utf8JsonReader reader)
    {
        if (!reader.EnterArray()) return [];
        var conditions = ImmutableArray.CreateBuilder<string>();
        while (reader.NextObject())
        {
            var (type, holds) = ("", false);
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("type"u8)) type = texts.ReadText(ref reader);
                else if (reader.ValueTextEquals("status"u8)) holds = reader.ReadEquals("True"u8);
                else reader.SkipValue();
            }

            if (holds) conditions.Add(type);
        }

        return conditions.ToImmutable();
    }

    private NodeFact ReadNodeInfo(ref Utf8JsonReader reader, NodeFact node)
    {
        if (!reader.EnterObject()) return node;
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("kubeletVersion"u8)) node = node with { KubeletVersion = texts.ReadText(ref reader) };
            else if (reader.ValueTextEquals("operatingSystem"u8)) node = node with { OperatingSystem = texts.ReadText(ref reader) };
            else if (reader.ValueTextEquals("architecture"u8)) node = node with { Architecture = texts.ReadText(ref reader) };
            else if (reader.ValueTextEquals("containerRuntimeVersion"u8)) node = node with { ContainerRuntime = texts.ReadText(ref reader) };
            else reader.SkipValue();
        }

        return node;
    }
}
