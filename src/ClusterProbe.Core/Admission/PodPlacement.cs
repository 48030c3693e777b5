using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>Writes where a pod wants to run: tolerations and required node affinity.</summary>
internal static class PodPlacement
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, BuildShape shape)
    {
        json.WriteStartArray("tolerations");
        foreach (var toleration in shape.Tolerations) Write(json, toleration);
        json.WriteEndArray();
        if (shape.RequiredNodeAffinity is not { } terms) return;
        json.WriteStartObject("affinity");
        json.WriteStartObject("nodeAffinity");
        json.WriteStartObject("requiredDuringSchedulingIgnoredDuringExecution");
        json.WriteStartArray("nodeSelectorTerms");
        foreach (var term in terms)
        {
            json.WriteStartObject();
            Write(json, "matchExpressions", term.Expressions);
            Write(json, "matchFields", term.Fields);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Toleration toleration)
    {
        json.WriteStartObject();
        foreach (var (name, value) in new[] { ("key", toleration.Key), ("operator", toleration.Operator), ("value", toleration.Value), ("effect", toleration.Effect) })
        {
            if (value.Length > 0) json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<NodeSelectorRequirement> requirements)
    {
        if (requirements.IsEmpty) return;
        json.WriteStartArray(name);
        foreach (var requirement in requirements)
        {
            json.WriteStartObject();
            json.WriteString("key", requirement.Key);
            json.WriteString("operator", requirement.Operator);
            json.WriteStartArray("values");
            foreach (var value in requirement.Values) json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
