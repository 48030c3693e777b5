namespace ClusterProbe.Reporting.Markdown;

/// <summary>Writes tables whose cells are Markdown already.</summary>
internal static class MarkdownTable
{
    public static void Write(TextWriter output, IReadOnlyCollection<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        WriteRow(output, header);
        WriteRow(output, header.Select(_ => "---"));
        foreach (var row in rows) WriteRow(output, row);
        output.Write('\n');
    }

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.Write($"| {string.Join(" | ", cells)} |\n");
}
