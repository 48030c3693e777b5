using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Scheduling;

/// <summary>Whether a pod's node selector and required node affinity let it on a node.</summary>
/// <remarks>
/// component-helpers <c>nodeaffinity.GetRequiredNodeAffinity(pod).Match(node)</c>. Terms are alternatives; a term that is empty or
/// can't be parsed matches nothing and leaves the others as they are.
/// </remarks>
public static class NodeAffinity
{
    /// <summary>Whether both let the pod on the node.</summary>
    /// <param name="selector">The pod's <c>nodeSelector</c>.</param>
    /// <param name="required">The terms of its required node affinity; null for none, which is not the same as an empty list.</param>
    /// <param name="node">The node.</param>
    public static bool Matches(IReadOnlyDictionary<string, string> selector, ImmutableArray<NodeSelectorTerm>? required, NodeFact node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return selector.All(pair => node.Labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
            && (required is not { } terms || terms.Any(term => Matches(term, node)));
    }

    private static bool Matches(NodeSelectorTerm term, NodeFact node)
        => term.Expressions.Length + term.Fields.Length > 0
            && term.Expressions.All(LabelSyntax.IsValid)
            && term.Fields.All(IsValidField)
            && term.Expressions.All(requirement => MatchesLabel(requirement, node.Labels))
            && term.Fields.All(requirement => MatchesField(requirement, node));

    private static bool MatchesLabel(NodeSelectorRequirement requirement, ImmutableSortedDictionary<string, string> labels)
        => labels.TryGetValue(requirement.Key, out var value)
            ? requirement.Operator switch
            {
                "In" => requirement.Values.Contains(value),
                "NotIn" => !requirement.Values.Contains(value),
                "Exists" => true,
                "Gt" => Compare(value, requirement) > 0,
                "Lt" => Compare(value, requirement) < 0,
                _ => false,
            }
            : requirement.Operator is "NotIn" or "DoesNotExist";

    /// <summary>Zero, which neither operator takes, when the label is not a 64-bit number.</summary>
    private static int Compare(string value, NodeSelectorRequirement requirement)
        => LabelSyntax.TryParseNumber(value, out var actual) && LabelSyntax.TryParseNumber(requirement.Values[0], out var bound) ? actual.CompareTo(bound) : 0;

    private static bool IsValidField(NodeSelectorRequirement requirement)
        => requirement.Operator is "In" or "NotIn" && requirement.Values.Length == 1;

    /// <summary>The node's name is its only field; every other one reads as empty.</summary>
    private static bool MatchesField(NodeSelectorRequirement requirement, NodeFact node)
        => (requirement.Values[0] == (requirement.Key == "metadata.name" ? node.Name : "")) == (requirement.Operator == "In");
}
