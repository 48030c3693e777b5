using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Planning;

/// <summary>The rule by which Harness puts an id on a build pod as a label, or silently leaves the label out.</summary>
/// <remarks>
/// The vendor's page prints the expression with a doubled backslash, which is string-literal escaping: taken literally it would reject
/// <c>a-b</c>. It is stricter than Kubernetes in one way, values of one character, and looser in another, values over 63 characters.
/// </remarks>
public static partial class HarnessLabel
{
    /// <summary>The longest label value that Kubernetes accepts, in characters (apimachinery <c>LabelValueMaxLength</c>).</summary>
    public const int MaxLength = 63;

    /// <summary>Whether Harness sets a label with this value. A value that is not kept is dropped without a word.</summary>
    /// <param name="value">The id or name.</param>
    public static bool IsKept(string value) => Kept().IsMatch(value);

    /// <summary>Whether the API server refuses a pod that carries this value although Harness keeps it.</summary>
    /// <param name="value">The id or name.</param>
    public static bool IsRefused(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsKept(value) && value.Length > MaxLength;
    }

    [GeneratedRegex(@"\A[a-z0-9A-Z][a-z0-9A-Z\-_.]*[a-z0-9A-Z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kept();
}
