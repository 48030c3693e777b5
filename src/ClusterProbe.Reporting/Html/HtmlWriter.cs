using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace ClusterProbe.Reporting.Html;

/// <summary>A part of a page, written when its place comes.</summary>
/// <param name="html">Where to write.</param>
internal delegate void Fragment(HtmlWriter html);

/// <summary>Writes HTML as it comes, without keeping it.</summary>
/// <param name="output">Where to write.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    /// <summary>Writes markup, in which everything in braces is a text (encoded), a number or a fragment.</summary>
    /// <param name="markup">An interpolated string, each piece of which is written when its turn comes.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "The markup writes to this instance.")]
    public void Write([InterpolatedStringHandlerArgument("")] Markup markup) => _ = markup;

    /// <summary>Writes a text with its line breaks.</summary>
    /// <param name="text">Any text.</param>
    public void Lines(string text) => HtmlText.WriteLines(output, text);

    /// <summary>An id that occurs once on the page, and is the same each time the page is written with the same content.</summary>
    /// <param name="parts">What makes the element the one that it is.</param>
    public string Id(params ReadOnlySpan<string> parts)
    {
        var id = Slug(parts);
        var uses = ids[id] = ids.GetValueOrDefault(id) + 1;
        return uses == 1 ? id : $"{id}:{uses}";
    }

    /// <summary>An id that consists of letters, digits, dots and hyphens.</summary>
    public static string Slug(params ReadOnlySpan<string> parts)
    {
        var slug = new StringBuilder();
        foreach (var part in parts)
        {
            if (slug.Length > 0) slug.Append('_');
            foreach (var character in part) slug.Append(char.IsAsciiLetterOrDigit(character) || character == '.' ? char.ToLowerInvariant(character) : '-');
        }

        return slug.ToString();
    }

    /// <summary>Writes markup of our own as it is.</summary>
    internal void Raw(string markup) => output.Write(markup);

    /// <summary>Writes a text, encoded.</summary>
    internal void Text(string text) => HtmlText.Write(output, text);
}
