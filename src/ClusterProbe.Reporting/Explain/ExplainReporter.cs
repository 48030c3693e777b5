using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Layout;
using Spectre.Console;

namespace ClusterProbe.Reporting.Explain;

/// <summary>Shows a check's documentation page on a terminal: headings, paragraphs, lists, tables and code blocks of Markdown.</summary>
/// <param name="console">Where to write; its width and colours are honoured.</param>
public sealed class ExplainReporter(IAnsiConsole console)
{
    private const string Indented = "    ";

    private readonly Page page = new(console);

    /// <summary>Writes a page.</summary>
    /// <param name="markdown">The page.</param>
    public void Write(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var paragraph = new List<string>();
        var inCode = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            var isCode = !isFence && (inCode || (paragraph.Count == 0 && line.StartsWith(Indented, StringComparison.Ordinal)));
            if (!isFence && !isCode && IsContinued(line))
            {
                paragraph.Add(line.Trim());
                continue;
            }

            WriteParagraph(paragraph);
            if (isFence) inCode = !inCode;
            else if (isCode) page.Line(((inCode ? Indented : "") + DisplayText.Clean(line), Styles.Fix));
            else if (line.Length == 0) page.Gap();
            else if (line.StartsWith('#')) page.Text(0, line.TrimStart('#', ' '), Styles.Heading);
            else if (line.TrimStart().StartsWith('|')) page.Line((DisplayText.Clean(line), Style.Plain));
            else paragraph.Add(line);
        }

        WriteParagraph(paragraph);
    }

    private static bool IsContinued(string line)
        => line.Length > 0 && !line.StartsWith('#') && !line.TrimStart().StartsWith('|') && ListMarker(line).Length == 0;

    private void WriteParagraph(List<string> lines)
    {
        if (lines.Count == 0) return;
        var marker = ListMarker(lines[0]);
        page.Text(0, marker, Style.Plain, string.Join(' ', lines)[marker.Length..], Style.Plain);
        lines.Clear();
    }

    /// <summary>The indentation and bullet or number of a list item; empty for any other line.</summary>
    private static string ListMarker(string line)
    {
        var text = line.TrimStart();
        var bullet = text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("* ", StringComparison.Ordinal);
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var number = digits > 0 && text[digits..].StartsWith(". ", StringComparison.Ordinal);
        return bullet || number ? line[..(line.Length - text.Length + digits + 2)] : "";
    }
}
