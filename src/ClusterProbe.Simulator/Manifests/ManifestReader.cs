using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ClusterProbe.Simulator.Manifests;

/// <summary>Reads the documents of a YAML text as JSON objects, as <c>kubectl</c> does before it sends them.</summary>
internal static class ManifestReader
{
    /// <summary>The documents that are not empty.</summary>
    /// <param name="yaml">The text.</param>
    /// <exception cref="YamlException">It is not YAML.</exception>
    /// <exception cref="FormatException">A document is not a mapping.</exception>
    public static IEnumerable<JsonObject> Read(string yaml)
    {
        using var text = new StringReader(yaml);
        var parser = new Parser(text);
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            var node = ReadNode(parser);
            parser.Consume<DocumentEnd>();
            if (node is not null) yield return node as JsonObject ?? throw new FormatException("a manifest is a mapping");
        }
    }

    private static JsonNode? ReadNode(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar)) return ReadScalar(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(ReadNode(parser));
            return list;
        }

        var mapping = new JsonObject();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            mapping.Add(key, ReadNode(parser));
        }

        return mapping;
    }

    private static JsonNode? ReadScalar(Scalar scalar) => scalar switch
    {
        { Style: not ScalarStyle.Plain } => scalar.Value,
        { Value: "" or "~" or "null" } => null,
        { Value: "true" } => true,
        { Value: "false" } => false,
        _ when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        _ when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => scalar.Value,
    };
}
