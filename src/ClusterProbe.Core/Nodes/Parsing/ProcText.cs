using System.Collections.Immutable;
using System.Globalization;

namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>Reads the simple forms that files of /proc and /sys have. Line ends may be LF or CRLF, and the last one may be missing.</summary>
public static class ProcText
{
    private const int LongestWord = 64;

    /// <summary>A file that holds one whole number.</summary>
    /// <param name="text">Its content.</param>
    public static long? Number(string text)
        => long.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A file that holds a number, or <c>max</c> for no limit.</summary>
    /// <param name="text">Its content.</param>
    public static CountLimit? Limit(string text)
        => text.AsSpan().Trim() is "max" ? CountLimit.Unlimited : Number(text) is { } most ? new CountLimit(most) : null;

    /// <summary>The words of a file, wherever they stand: <c>cgroup.controllers</c>.</summary>
    /// <param name="text">Its content.</param>
    public static ImmutableSortedSet<string>? Words(string text)
        => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length <= LongestWord)];

    /// <summary>The first word of each line: <c>/proc/modules</c>, <c>/proc/net/ip_tables_names</c>.</summary>
    /// <param name="text">Its content.</param>
    public static ImmutableSortedSet<string>? FirstWords(string text) => [.. Lines(text).Select(line => Columns(line)[0])];

    /// <summary>The last word of each line: <c>/proc/filesystems</c>.</summary>
    /// <param name="text">Its content.</param>
    public static ImmutableSortedSet<string>? LastWords(string text) => [.. Lines(text).Select(line => Columns(line)[^1])];

    /// <summary>The lines that are not empty, without the space around them.</summary>
    /// <param name="text">The text.</param>
    internal static IEnumerable<string> Lines(string text)
        => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The columns of a line that is not empty.</summary>
    /// <param name="line">The line.</param>
    internal static string[] Columns(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A limit on how many of something there can be.</summary>
/// <param name="Most">The limit; null for none.</param>
public sealed record CountLimit(long? Most)
{
    /// <summary>No limit.</summary>
    public static CountLimit Unlimited { get; } = new((long?)null);

    /// <inheritdoc/>
    public override string ToString() => Most is { } most ? most.ToString(CultureInfo.InvariantCulture) : "unlimited";
}
