using System.Globalization;
using Spectre.Console;

namespace ClusterProbe.Reporting.Layout;

/// <summary>Breaks text into lines by the cells that it takes on a terminal.</summary>
internal static class TextWrap
{
    /// <summary>The lines: broken at spaces, and inside a word only when the word alone is too wide.</summary>
    /// <param name="text">Clean text without line breaks.</param>
    /// <param name="width">The cells of a line, at least 2 (a wide character takes 2).</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var piece in text.Split(' ').Select((word, index) => index == 0 ? word : " " + word))
        {
            if ((line + piece).GetCellWidth() <= width)
            {
                line += piece;
                continue;
            }

            if (line.Length > 0) yield return line;
            line = piece.TrimStart(' ');
            while (line.GetCellWidth() > width)
            {
                var head = Head(line, width);
                yield return head;
                line = line[head.Length..];
            }
        }

        yield return line;
    }

    /// <summary>The text, cut to a width, with an ellipsis where something was cut off.</summary>
    /// <param name="text">Clean text without line breaks.</param>
    /// <param name="width">The cells, at least 2.</param>
    public static string Cut(string text, int width)
        => text.GetCellWidth() <= width ? text : Head(text, width - 1).TrimEnd() + "…";

    private static string Head(string text, int width)
    {
        var (length, cells) = (0, 0);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            cells += element.GetCellWidth();
            if (cells > width && length > 0) break;
            length += element.Length;
        }

        return text[..length];
    }
}
