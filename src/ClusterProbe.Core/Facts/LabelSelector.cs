using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Core.Facts;

/// <summary>A label selector as webhooks and policies carry it: everything in it must hold; an empty one matches all.</summary>
/// <param name="MatchLabels">Labels that must be there with exactly that value.</param>
/// <param name="MatchExpressions">Requirements on labels.</param>
public sealed record LabelSelector(
    ImmutableSortedDictionary<string, string> MatchLabels, ImmutableArray<LabelRequirement> MatchExpressions)
{
    /// <summary>The selector that matches all.</summary>
    public static LabelSelector Everything { get; } = new(ImmutableSortedDictionary<string, string>.Empty, []);

    /// <summary>Whether it selects every object, whatever its labels.</summary>
    [JsonIgnore]
    public bool IsEverything => MatchLabels.IsEmpty && MatchExpressions.IsEmpty;

    /// <summary>Whether an object with these labels is selected.</summary>
    /// <param name="labels">The object's labels.</param>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
        => MatchLabels.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
            && MatchExpressions.All(requirement => requirement.Matches(labels));
}

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">The values, for the first two.</param>
public sealed record LabelRequirement(string Key, string Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether labels meet it. <c>NotIn</c> holds for a label that is missing (apimachinery <c>labels.Requirement</c>).</summary>
    /// <param name="labels">The labels.</param>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => Operator switch
    {
        "In" => labels.TryGetValue(Key, out var value) && Values.Contains(value),
        "NotIn" => !labels.TryGetValue(Key, out var value) || !Values.Contains(value),
        "Exists" => labels.ContainsKey(Key),
        "DoesNotExist" => !labels.ContainsKey(Key),
        _ => false,
    };
}
