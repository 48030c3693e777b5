using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>How many files a process can open: the row <c>Max open files</c> of <c>/proc/self/limits</c>.</summary>
/// <param name="Soft">Where it is now.</param>
/// <param name="Hard">Up to where the process can raise it.</param>
public sealed partial record OpenFileLimit(CountLimit Soft, CountLimit Hard)
{
    /// <summary>Reads the row. Names of rows have spaces in them, so columns are two or more apart.</summary>
    /// <param name="text">The file's content.</param>
    public static OpenFileLimit? Parse(string text)
        => ProcText.Lines(text).Select(line => Gap().Split(line)).FirstOrDefault(columns => columns[0] == "Max open files") is [_, var soft, var hard, ..]
            && Limit(soft) is { } softLimit && Limit(hard) is { } hardLimit
            ? new(softLimit, hardLimit)
            : null;

    private static CountLimit? Limit(string text)
        => text == "unlimited" ? CountLimit.Unlimited : ProcText.Number(text) is { } most ? new(most) : null;

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gap();
}
