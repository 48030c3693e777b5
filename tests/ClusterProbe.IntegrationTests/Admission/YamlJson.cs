using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.IntegrationTests.Admission;

/// <summary>Reads YAML as JSON, so that tests can write objects in the short flow style.</summary>
internal static class YamlJson
{
    /// <summary>The mapping as a JSON object.</summary>
    /// <param name="yaml">One mapping.</param>
    public static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return Convert(stream.Documents[0].RootNode)!.AsObject();
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Convert)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar when bool.TryParse(scalar.Value, out var flag) => JsonValue.Create(flag),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, out var number) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
