using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>The release of a kernel: <c>/proc/sys/kernel/osrelease</c>, as <c>uname -r</c> prints it.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
/// <param name="Text">All of it, such as <c>6.18.0-foo</c>; at most 64 characters.</param>
public sealed partial record KernelRelease(int Major, int Minor, string Text)
{
    /// <summary>The release without patch level and build: <c>6.18</c>.</summary>
    public string Series => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Whether it is that release or a later one.</summary>
    /// <param name="major">The first number.</param>
    /// <param name="minor">The second number.</param>
    public bool IsAtLeast(int major, int minor) => (Major, Minor).CompareTo((major, minor)) >= 0;

    /// <summary>Reads a release.</summary>
    /// <param name="text">The file's content.</param>
    public static KernelRelease? Parse(string text)
        => Form().Match(text.Trim()) is { Success: true } match
            ? new(int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture), match.Value)
            : null;

    [GeneratedRegex(@"\A(?=.{1,64}\z)(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})(?![0-9])[-A-Za-z0-9._+~]*\z")]
    private static partial Regex Form();
}
