using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>A pod as selectors see it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Labels">Its labels, as far as their values are known.</param>
public sealed record Workload(string Namespace, ImmutableSortedDictionary<string, string> Labels)
{
    /// <summary>Keys of labels that the pod may carry with a value that nobody has told.</summary>
    public ImmutableSortedSet<string> OpenLabels { get; init; } = [];

    /// <summary>Whether a set of label pairs selects the pod. An empty set selects all; an empty value must be there as an empty value.</summary>
    /// <param name="selector">The pairs.</param>
    public LabelMatch Match(IEnumerable<KeyValuePair<string, string>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var result = LabelMatch.Yes;
        foreach (var (key, wanted) in selector)
        {
            if (Labels.TryGetValue(key, out var value))
            {
                if (value != wanted) return LabelMatch.No;
            }
            else if (!OpenLabels.Contains(key))
            {
                return LabelMatch.No;
            }
            else
            {
                result = LabelMatch.Maybe;
            }
        }

        return result;
    }
}

/// <summary>Whether a selector matches a pod of which some label values may be unknown.</summary>
public enum LabelMatch
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It depends on a label value that is not known.</summary>
    Maybe,

    /// <summary>It does.</summary>
    Yes,
}
