using System.Globalization;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Scheduling;

/// <summary>What Kubernetes accepts as a requirement on labels.</summary>
/// <remarks>apimachinery <c>labels.NewRequirement</c>.</remarks>
internal static partial class LabelSyntax
{
    /// <summary>Whether the requirement can be parsed at all.</summary>
    public static bool IsValid(NodeSelectorRequirement requirement)
        => IsKey(requirement.Key)
            && requirement.Values.All(IsValue)
            && requirement.Operator switch
            {
                "In" or "NotIn" => requirement.Values.Length > 0,
                "Exists" or "DoesNotExist" => requirement.Values.IsEmpty,
                "Gt" or "Lt" => requirement.Values.Length == 1 && TryParseNumber(requirement.Values[0], out _),
                _ => false,
            };

    /// <summary>A 64-bit integer with an optional sign, and nothing else.</summary>
    public static bool TryParseNumber(string text, out long number)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool IsKey(string key)
        => key.LastIndexOf('/') is var slash && IsName(key[(slash + 1)..]) && (slash < 0 || (slash <= 253 && Prefix().IsMatch(key[..slash])));

    private static bool IsName(string text) => text.Length is > 0 and <= 63 && Name().IsMatch(text);

    private static bool IsValue(string text) => text.Length == 0 || IsName(text);

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Prefix();
}
