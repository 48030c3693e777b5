using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Lists;

/// <summary>A label selector as it is written in a query: <c>a=b,c!=d,e in (f,g),h,!i</c>.</summary>
internal sealed partial class LabelSelector
{
    private readonly ImmutableArray<Func<JsonNode, bool>> _requirements;

    private LabelSelector(ImmutableArray<Func<JsonNode, bool>> requirements) => _requirements = requirements;

    /// <summary>Whether every object matches.</summary>
    public bool IsEmpty => _requirements.IsEmpty;

    /// <summary>Reads a selector; null when it is not one.</summary>
    public static LabelSelector? Parse(string text)
    {
        var requirements = CommaOutsideParentheses.Split(text).Where(part => part.Length > 0).Select(ParseRequirement).ToImmutableArray();
        return requirements.Contains(null) ? null : new([.. requirements.OfType<Func<JsonNode, bool>>()]);
    }

    /// <summary>Whether an object's labels match.</summary>
    public bool Matches(JsonNode item) => _requirements.All(requirement => requirement(item));

    private static Func<JsonNode, bool>? ParseRequirement(string text)
    {
        var match = Requirement.Match(text);
        if (!match.Success) return null;
        var key = match.Groups["key"].Value;
        var values = match.Groups["value"].Value.Split(',', StringSplitOptions.TrimEntries);
        return (match.Groups["not"].Success, match.Groups["operator"].Value) switch
        {
            (true, "") => item => LabelOf(item, key) is null,
            (false, "") => item => LabelOf(item, key) is not null,
            (false, "=" or "==" or "in") => item => LabelOf(item, key) is { } value && values.Contains(value),
            (false, "!=" or "notin") => item => LabelOf(item, key) is not { } value || !values.Contains(value),
            _ => null,
        };
    }

    private static string? LabelOf(JsonNode item, string key) => item.At("metadata", "labels", key) is { } label ? label.Text() : null;

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex CommaOutsideParentheses { get; }

    [GeneratedRegex(@"\A\s*(?<not>!)?\s*(?<key>[\w./-]+)\s*(?:(?<operator>==|=|!=)\s*(?<value>[\w.-]*)|\s(?<operator>in|notin)\s*\((?<value>[^)]*)\))?\s*\z")]
    private static partial Regex Requirement { get; }
}
