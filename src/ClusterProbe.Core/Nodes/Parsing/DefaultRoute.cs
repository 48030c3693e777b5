using System.Globalization;

namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>Finds the interface that traffic to everywhere else leaves by.</summary>
public static class DefaultRoute
{
    private const int Up = 0x1;
    private const int Reject = 0x200;
    private const int LongestName = 15;

    /// <summary>The interface of the best default route of <c>/proc/net/route</c>; null for none.</summary>
    /// <param name="text">The file's content.</param>
    public static string? OfIpv4(string text) => Best(ProcText.Lines(text).Select(Ipv4));

    /// <summary>The interface of the best default route of <c>/proc/net/ipv6_route</c>; null for none.</summary>
    /// <param name="text">The file's content.</param>
    public static string? OfIpv6(string text) => Best(ProcText.Lines(text).Select(Ipv6));

    private static (string Name, long Metric)? Ipv4(string line)
        => ProcText.Columns(line) is [var name, "00000000", _, var flags, _, _, var metric, "00000000", ..] && IsUsable(flags)
            ? (name, ProcText.Number(metric) ?? long.MaxValue)
            : null;

    private static (string Name, long Metric)? Ipv6(string line)
        => ProcText.Columns(line) is [var destination, "00", _, _, _, var metric, _, _, var flags, var name, ..] && destination.All(digit => digit == '0') && IsUsable(flags)
            ? (name, Hex(metric) ?? long.MaxValue)
            : null;

    private static string? Best(IEnumerable<(string Name, long Metric)?> routes)
        => routes.OfType<(string Name, long Metric)>().Where(route => IsName(route.Name)).OrderBy(route => route.Metric).Select(route => route.Name).FirstOrDefault();

    private static bool IsUsable(string flags) => Hex(flags) is { } bits && (bits & Up) != 0 && (bits & Reject) == 0;

    /// <summary>The name becomes part of a path.</summary>
    private static bool IsName(string name) => name.Length <= LongestName && name is not ("lo" or "." or "..") && !name.Contains('/', StringComparison.Ordinal);

    private static long? Hex(string text)
        => long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
