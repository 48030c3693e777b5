using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>There are nodes of the operating system and architecture that builds are made for, and builds land on no others.</summary>
internal sealed class NodesMatchBuilds : Check
{
    public override string Code => "CP6006";

    public override string Title => "nodes match the builds' operating system and architecture";

    public override Category Category => Category.CiSystem;

    public override ImmutableArray<FactKind> Needs => [FactKind.Nodes];

    public override ImmutableArray<string> Reasons => ["Matching", "NoNodes", "NoMatchingNode", "MixedArchitectures"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Facts.Nodes.IsUnknown(out var cause)) return [NotEvaluated(Subject.Cluster, "The nodes", cause)];
        return context.Facts.Nodes.IsKnown(out var inventory) && !inventory.Nodes.IsEmpty
            ? context.Profile.Shapes.Select(shape => Judge(shape, inventory.Nodes))
            : [Skip(Subject.Cluster, "NoNodes", "The cluster has no nodes now; those that an autoscaler adds are not known.")];
    }

    private Finding Judge(BuildShape shape, ImmutableArray<NodeFact> nodes)
    {
        var subject = new Subject("shape", shape.Name);
        var suited = nodes.Where(node => NodePlatforms.Suits(node, shape)).ToList();
        var wanted = Describe(shape.OperatingSystem, shape.Architecture);
        if (!suited.Exists(node => IsFor(shape, NodePlatforms.ArchitectureOf(node))))
        {
            return Fail(subject, "NoMatchingNode", $"None of {nodes.Length} nodes is {wanted}{Selected(shape)}.") with
            {
                Evidence = [.. Mix(nodes)],
                Remediation = new Remediation($"Add a node pool of {wanted} nodes{Selected(shape)}, or change the builds' node selector."),
            };
        }

        var architectures = suited
            .Where(node => Taints.FirstUntolerated(node.Taints, shape.Tolerations) is null)
            .Select(NodePlatforms.ArchitectureOf)
            .Append(shape.Architecture ?? "")
            .Where(name => name.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return architectures.Count > 1
            ? Warn(subject, "MixedArchitectures", $"Build pods can land on {string.Join(" and ", architectures)} nodes: an image for the other one ends with \"exec format error\".") with
            {
                Evidence = [.. Mix(nodes)],
                Remediation = new Remediation($"Give builds the node selector kubernetes.io/arch: {shape.Architecture ?? architectures[0]}, or use images for all of these architectures."),
            }
            : Pass(subject, "Matching", $"{suited.Count} of {nodes.Length} nodes are {Describe(shape.OperatingSystem, architectures.FirstOrDefault())}{Selected(shape)}.");
    }

    private static bool IsFor(BuildShape shape, string architecture)
        => shape.Architecture is null || architecture.Length == 0 || architecture == shape.Architecture;

    private static string Describe(string system, string? architecture) => architecture is { Length: > 0 } ? $"{system}/{architecture}" : system;

    private static string Selected(BuildShape shape)
        => shape.NodeSelector.IsEmpty ? "" : $" with {string.Join(", ", shape.NodeSelector.Select(pair => $"{pair.Key}={pair.Value}"))}";

    private static IEnumerable<string> Mix(ImmutableArray<NodeFact> nodes)
        => nodes
            .GroupBy(node => Describe(NodePlatforms.OperatingSystemOf(node), NodePlatforms.ArchitectureOf(node)))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} nodes: {(group.Key.Length == 0 ? "not said" : group.Key)}");
}
