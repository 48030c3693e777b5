using System.Globalization;
using System.Runtime.CompilerServices;

namespace ClusterProbe.Reporting.Html;

/// <summary>
/// Makes an interpolated string safe HTML: what stands in the source code is markup, and what is put into it is text. There is no
/// way for text to become markup, and no other types than these are accepted.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct Markup
{
    private readonly HtmlWriter html;

    /// <summary>Begins a piece of markup.</summary>
    /// <param name="literalLength">Given by the compiler; nothing is kept, so nothing is to be sized by it.</param>
    /// <param name="formattedCount">Given by the compiler.</param>
    /// <param name="html">Where to write.</param>
    public Markup(int literalLength, int formattedCount, HtmlWriter html)
    {
        (_, _) = (literalLength, formattedCount);
        this.html = html;
    }

    public void AppendLiteral(string markup) => html.Raw(markup);

    public void AppendFormatted(string? text)
    {
        if (text is not null) html.Text(text);
    }

    public void AppendFormatted(long number) => html.Raw(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Fragment? fragment) => fragment?.Invoke(html);

    public void AppendFormatted(IEnumerable<Fragment> fragments)
    {
        foreach (var fragment in fragments) fragment(html);
    }
}
