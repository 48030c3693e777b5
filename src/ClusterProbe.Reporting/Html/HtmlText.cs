using System.Buffers;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Reporting.Html;

/// <summary>Writes text that nobody vouches for into HTML: cleaned of what could deceive its reader, then encoded.</summary>
/// <remarks>The result is text in an element and in an attribute's value in double quotes. Nowhere else may it stand.</remarks>
internal static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    /// <summary>Writes text on one line.</summary>
    public static void Write(TextWriter output, string text) => Encode(output, DisplayText.Clean(text));

    /// <summary>Writes text with its line breaks and its indentation, for elements that keep white space.</summary>
    public static void WriteLines(TextWriter output, string text)
    {
        var rest = text.ReplaceLineEndings("\n").TrimEnd('\n').AsSpan();
        while (true)
        {
            var end = rest.IndexOf('\n');
            Write(output, (end < 0 ? rest : rest[..end]).ToString());
            if (end < 0) return;
            output.Write('\n');
            rest = rest[(end + 1)..];
        }
    }

    private static void Encode(TextWriter output, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var index and >= 0)
        {
            output.Write(text[..index]);
            output.Write(text[index] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            text = text[(index + 1)..];
        }

        output.Write(text);
    }
}
