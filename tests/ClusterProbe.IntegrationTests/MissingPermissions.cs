using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests;

/// <summary>Finds what was not permitted in what was learned.</summary>
internal static class MissingPermissions
{
    /// <summary>The permissions that any unknown fact, at any depth, gives as its cause.</summary>
    public static IEnumerable<string> In(ClusterFacts facts, Profile profile)
    {
        using var stream = new MemoryStream();
        new RecordedFacts(RecordedFacts.CurrentSchema, "test", profile, facts).WriteAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        return Descendants(JsonNode.Parse(stream.ToArray())!)
            .Select(node => (node as JsonObject)?["missing"])
            .OfType<JsonObject>()
            .Select(node => new Permission($"{node["group"]}", $"{node["resource"]}", $"{node["verb"]}") { Subresource = $"{node["subresource"]}", Name = $"{node["name"]}" }.ToString());
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(field => field.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Descendants).Prepend(node);
    }
}
