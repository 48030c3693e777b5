using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>A form that Kubernetes prescribes for names. Source: kubernetes/apimachinery <c>pkg/util/validation</c>.</summary>
/// <param name="Description">What such a name is, after "is not".</param>
/// <param name="IsMatch">Whether a text has the form.</param>
internal sealed partial record NameForm(string Description, Predicate<string> IsMatch)
{
    private const int LongestLabel = 63;
    private const int LongestSubdomain = 253;

    /// <summary>Names of namespaces and containers.</summary>
    public static NameForm DnsLabel { get; } = new(
        "a name of at most 63 lower-case letters, digits and '-' that begins and ends with a letter or digit", IsDnsLabel);

    /// <summary>Names of most other objects.</summary>
    public static NameForm DnsSubdomain { get; } = new(
        "a name of at most 253 lower-case letters, digits, '-' and '.' that begins and ends with a letter or digit", IsDnsSubdomain);

    /// <summary>Keys of labels, annotations and taints.</summary>
    public static NameForm QualifiedName { get; } = new(
        "a key such as \"team\" or \"example.com/team\"", text => text.Split('/') switch
        {
            [var name] => IsQualifiedPart(name),
            [var prefix, var name] => IsDnsSubdomain(prefix) && IsQualifiedPart(name),
            _ => false,
        });

    /// <summary>Values of labels, where they are not empty.</summary>
    public static NameForm LabelValue { get; } = new(
        "a label value: at most 63 letters, digits, '-', '_' and '.' that begin and end with a letter or digit", IsQualifiedPart);

    private static bool IsDnsLabel(string text) => text.Length <= LongestLabel && DnsLabelPattern().IsMatch(text);

    private static bool IsDnsSubdomain(string text) => text.Length <= LongestSubdomain && text.Split('.').All(part => DnsLabelPattern().IsMatch(part));

    private static bool IsQualifiedPart(string text) => text.Length <= LongestLabel && QualifiedPattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex DnsLabelPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex QualifiedPattern();
}
