using System.Text.Json.Nodes;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Finds values of a JSON document by paths such as <c>findings.0.code</c>.</summary>
internal static class JsonPaths
{
    /// <summary>The paths of all fields, at any depth.</summary>
    public static IEnumerable<string> Of(JsonNode? node, string prefix = "") => node switch
    {
        JsonObject fields => fields.SelectMany(field => Of(field.Value, $"{prefix}{field.Key}.").Prepend(prefix + field.Key)),
        JsonArray items => items.SelectMany((item, index) => Of(item, $"{prefix}{index}.")),
        _ => [],
    };

    public static (JsonNode Parent, string Field) Find(JsonNode root, string path)
    {
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate(root, (node, step) => (int.TryParse(step, out var index) ? node[index] : node[step])!);
        return (parent, steps[^1]);
    }
}
