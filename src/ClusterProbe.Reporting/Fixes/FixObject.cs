using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>One Kubernetes object of a remediation manifest.</summary>
internal sealed record FixObject(YamlMappingNode Node)
{
    private static readonly EmitterSettings Layout = new(
        bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: false);

    public string Kind => Text(Node, "kind");

    public string Name => Text(Metadata, "name");

    public string Namespace => Text(Metadata, "namespace");

    /// <summary>What makes it the same object as another: the API version is left aside, because versions show the same object.</summary>
    public string Identity => $"{Text(Node, "apiVersion").Split('/') switch { [var group, _] => group, _ => "" }}/{Kind}/{Namespace}/{Name}";

    /// <summary>The object for people: <c>Service ci/build-pods</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    /// <summary>The objects of a manifest, in order.</summary>
    public static IEnumerable<FixObject> In(string manifest)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(manifest));
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().Select(node => new FixObject(node));
    }

    /// <summary>The objects as one YAML text.</summary>
    public static string Write(IEnumerable<FixObject> objects) => string.Join("---\n", objects.Select(each => each.ToYaml()));

    private string ToYaml()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(Node)).Save(new Emitter(text, Layout), assignAnchors: false);
        var yaml = text.ToString();
        return yaml.EndsWith("...\n", StringComparison.Ordinal) ? yaml[..^4] : yaml;
    }

    private YamlNode? Metadata => Node.Children.TryGetValue("metadata", out var metadata) ? metadata : null;

    private static string Text(YamlNode? parent, string field)
        => (parent as YamlMappingNode)?.Children.TryGetValue(field, out var value) == true ? (value as YamlScalarNode)?.Value ?? "" : "";
}
