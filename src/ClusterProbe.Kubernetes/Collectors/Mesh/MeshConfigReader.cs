using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.Kubernetes.Collectors.Mesh;

/// <summary>Reads the part of a mesh configuration that matters here (<c>MeshConfig</c> of istio/api, <c>mesh/v1alpha1/config.proto</c>).</summary>
internal static class MeshConfigReader
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="yaml">The configuration, as key <c>mesh</c> of the control plane's ConfigMap has it.</param>
    /// <param name="defaultRoot">The root namespace where it names none.</param>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static MeshConfig Read(string yaml, string defaultRoot)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents.FirstOrDefault()?.RootNode is not YamlMappingNode root) return new MeshConfig(defaultRoot);
        return new MeshConfig(Text(Child(root, "rootNamespace")) is { Length: > 0 } name ? name : defaultRoot)
        {
            AutoMtls = Text(Child(root, "enableAutoMtls")) != "false",
            RegistryOnly = Text(Child(Child(root, "outboundTrafficPolicy"), "mode")) == "REGISTRY_ONLY",
            ServiceExportTo = Texts(Child(root, "defaultServiceExportTo")),
            RuleExportTo = Texts(Child(root, "defaultDestinationRuleExportTo")),
            DiscoverySelectors = [.. Items(Child(root, "discoverySelectors")).Select(Selector)],
        };
    }

    private static LabelSelector Selector(YamlNode node) => new(
        Child(node, "matchLabels") is YamlMappingNode labels
            ? labels.Children.ToImmutableSortedDictionary(pair => Text(pair.Key), pair => Text(pair.Value), StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty,
        [.. Items(Child(node, "matchExpressions")).Select(item => new LabelRequirement(Text(Child(item, "key")), Text(Child(item, "operator")), Texts(Child(item, "values"))))]);

    private static YamlNode? Child(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static IList<YamlNode> Items(YamlNode? node) => (node as YamlSequenceNode)?.Children ?? [];

    private static ImmutableArray<string> Texts(YamlNode? node) => [.. Items(node).Select(Text)];

    private static string Text(YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";
}
