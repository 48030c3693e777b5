using System.Text.RegularExpressions;
using ClusterProbe.Core.Checks;

namespace ClusterProbe.Reporting;

/// <summary>What a check means, how to confirm it by hand and how to fix it.</summary>
internal static partial class Runbook
{
    /// <summary>The address of the page; null for anything that is not a code, since a code may come from anywhere.</summary>
    public static string? UrlFor(string code) => CodeForm().IsMatch(code) ? CheckDocumentation.UrlFor(code).AbsoluteUri : null;

    [GeneratedRegex(@"\ACP[0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
