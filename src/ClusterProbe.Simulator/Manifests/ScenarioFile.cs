using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ClusterProbe.Simulator.Manifests;

/// <summary>A scenario's file: a header, the profile, and the manifests of the cluster.</summary>
/// <remarks>
/// The header, the first document, names the parts that it is made of; a later object replaces an earlier one of the same name.
/// A document of <c>kind: Repeat</c> stands for one object per name in its list, or per node of the header (<c>names: nodes</c>);
/// <c>$(name)</c>, <c>$(index)</c> and <c>$(node)</c>, the node of that index, are filled in.
/// </remarks>
/// <param name="Header">The header.</param>
/// <param name="Profile">The profile as YAML.</param>
/// <param name="Objects">The objects, parts first.</param>
internal sealed record ScenarioFile(JsonObject Header, string Profile, ImmutableArray<JsonObject> Objects)
{
    /// <summary>Reads a scenario and its parts.</summary>
    /// <param name="file">The embedded file.</param>
    public static ScenarioFile Read(string file)
    {
        var own = DocumentsIn(file);
        var header = own[0].Content;
        var documents = header.Texts("parts").SelectMany(part => DocumentsIn($"parts/{part}")).Concat(own[1..])
            .ToLookup(document => document.Content.Text("kind") == "ClusterReadiness");
        var objects = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        string[] nodes = [.. header.Texts("nodes")];
        foreach (var manifest in documents[false].SelectMany(document => Expand(document.Content, nodes))) objects[IdentityOf(manifest)] = manifest;
        return new(header, documents[true].Single().Yaml, [.. objects.Values]);
    }

    private static (string Yaml, JsonObject Content)[] DocumentsIn(string file)
        => [.. EmbeddedText.Read(file).Split("\n---\n").SelectMany(yaml => ManifestReader.Read(yaml).Select(content => (yaml, content)))];

    private static string IdentityOf(JsonObject manifest)
        => $"{manifest.Text("apiVersion")}/{manifest.Text("kind")}/{manifest.Text("metadata", "namespace")}/{manifest.Text("metadata", "name")}";

    private static IEnumerable<JsonObject> Expand(JsonObject document, string[] nodes)
    {
        if (document.Text("kind") != "Repeat") return [document];
        var template = document["object"]!.ToJsonString();
        var names = document.Text("names") == "nodes" ? nodes : document.Texts("names");
        return names.Select((name, index) => JsonNode.Parse(template
            .Replace("$(name)", name, StringComparison.Ordinal)
            .Replace("$(index)", $"{index + 1}", StringComparison.Ordinal)
            .Replace("$(node)", nodes[index % nodes.Length], StringComparison.Ordinal))!.AsObject());
    }
}
