using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterProbe.Simulator.Manifests;

/// <summary>Reads and writes objects whose shape only their kind knows.</summary>
internal static class JsonAccess
{
    /// <summary>The node at a path of fields; null when there is none.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var field in path) node = (node as JsonObject)?[field];
        return node;
    }

    /// <summary>The text at a path of fields; empty when there is none.</summary>
    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>The boolean at a path of fields; null when there is none.</summary>
    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path)?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The objects of the list at a path of fields.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The texts of the list at a path of fields.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonArray list
            ? list.OfType<JsonValue>().Where(value => value.GetValueKind() == JsonValueKind.String).Select(value => value.GetValue<string>())
            : [];

    /// <summary>The pairs of texts in the mapping at a path of fields, such as labels.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonObject mapping ? mapping.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text())) : [];

    /// <summary>The mapping in a field, added when there is none.</summary>
    public static JsonObject ObjectIn(this JsonObject parent, string field)
    {
        if (parent[field] is not JsonObject child) parent[field] = child = [];
        return child;
    }

    /// <summary>Adds an item to the list in a field, which is added when there is none.</summary>
    public static void Append(this JsonObject parent, string field, JsonNode? item)
    {
        if (parent[field] is not JsonArray list) parent[field] = list = [];
        list.Add(item);
    }

    /// <summary>Sets a field that is not set.</summary>
    public static void Default(this JsonObject parent, string field, JsonNode? value)
    {
        if (parent[field] is null) parent[field] = value;
    }
}
