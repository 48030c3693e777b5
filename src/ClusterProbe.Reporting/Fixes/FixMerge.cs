using YamlDotNet.RepresentationModel;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>Merges two fixes of the same object into one that does what both do.</summary>
internal static class FixMerge
{
    /// <summary>Lists in which every item stands for itself, so that those of two fixes add up: rules of a Role, subjects of a binding.</summary>
    private static readonly string[] AdditiveLists = ["rules", "subjects"];

    private const string PodSecurityLevel = "metadata.labels.pod-security.kubernetes.io/enforce";

    /// <summary>Pod Security levels, of which each admits all that the ones before it admit: the later of two serves both fixes.</summary>
    private static readonly string[] PodSecurityLevels = ["restricted", "baseline", "privileged"];

    /// <summary>The merged object, or null and the field about which the two disagree.</summary>
    public static (FixObject? Merged, string Conflict) Merge(FixObject first, FixObject second)
    {
        var (merged, conflict) = Mapping(first.Node, second.Node, "");
        return (merged is YamlMappingNode node ? new FixObject(node) : null, conflict);
    }

    private static (YamlNode? Merged, string Conflict) Node(YamlNode first, YamlNode second, string path) => (first, second) switch
    {
        _ when first.Equals(second) => (first, ""),
        (YamlMappingNode one, YamlMappingNode other) => Mapping(one, other, path),
        (YamlSequenceNode one, YamlSequenceNode other) when AdditiveLists.Contains(path) => (new YamlSequenceNode(one.Union(other)), ""),
        (YamlScalarNode one, YamlScalarNode other) when path == PodSecurityLevel => (MorePermissive(one, other), ""),
        _ => (null, path),
    };

    private static YamlScalarNode MorePermissive(YamlScalarNode one, YamlScalarNode other)
        => Array.IndexOf(PodSecurityLevels, one.Value) > Array.IndexOf(PodSecurityLevels, other.Value) ? one : other;

    private static (YamlNode? Merged, string Conflict) Mapping(YamlMappingNode first, YamlMappingNode second, string path)
    {
        var merged = new YamlMappingNode(first.Children);
        foreach (var (key, value) in second.Children)
        {
            var field = path.Length == 0 ? $"{key}" : $"{path}.{key}";
            if (!merged.Children.TryGetValue(key, out var existing))
            {
                merged.Add(key, value);
                continue;
            }

            var (both, conflict) = Node(existing, value, field);
            if (both is null) return (null, conflict);
            merged.Children[key] = both;
        }

        return (merged, "");
    }
}
