using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>What YAML reads a text without quotes as. The words are those that kubectl knows (sigs.k8s.io/yaml, YAML 1.1).</summary>
internal static partial class PlainScalar
{
    /// <summary>Whether it is a number, a bool or null, where Kubernetes would refuse it for a string.</summary>
    public static bool IsNotText(string text) => NotText().IsMatch(text);

    /// <summary>The whole number that it is; null when it is none.</summary>
    public static long? Integer(string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"\A([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?0[xob][0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
            + @"|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|~|null|Null|NULL)\z")]
    private static partial Regex NotText();
}
