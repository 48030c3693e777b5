namespace ClusterProbe.Reporting.Html.Parts;

/// <summary>Small pieces that several sections share.</summary>
internal static class Pieces
{
    /// <summary>One fragment for each item.</summary>
    public static IEnumerable<Fragment> Each<T>(IEnumerable<T> items, Action<HtmlWriter, T> write)
        => items.Select<T, Fragment>(item => html => write(html, item));

    /// <summary>A fragment, or nothing.</summary>
    public static Fragment? When(bool condition, Fragment fragment) => condition ? fragment : null;

    /// <summary>Names in a row, each one in the type of code.</summary>
    public static Fragment Names(IEnumerable<string> names, string none = "none") => html =>
    {
        var any = false;
        foreach (var name in names)
        {
            html.Write($"""{(any ? " " : "")}<code>{name}</code>""");
            any = true;
        }

        if (!any) html.Write($"{none}");
    };

    /// <summary>The code of a check, as a link to what it means. Anything that is not a code stays a text.</summary>
    public static Fragment Code(string code) => html =>
    {
        if (Runbook.UrlFor(code) is { } url) html.Write($"""<a class="code" href="{url}" rel="noreferrer">{code}</a>""");
        else html.Write($"""<span class="code">{code}</span>""");
    };

    /// <summary>The link to what a check means, how to confirm it by hand and how to fix it.</summary>
    public static Fragment? RunbookLink(string code) => Runbook.UrlFor(code) is { } url
        ? html => html.Write($"""<a class="runbook" href="{url}" rel="noreferrer">Runbook<span class="vh"> of {code}</span></a>""")
        : null;

    /// <summary>A word in the colour of a tone, with its icon.</summary>
    public static Fragment Badge(string tone, string word) => html => html.Write($"""<span class="badge {tone}">{Icons.Disc(tone)}{word}</span>""");

    /// <summary>A table that scrolls by itself where it is too wide, also by keyboard.</summary>
    public static Fragment Table(string label, Fragment content) => html
        => html.Write($"""<div class="scroll" role="group" tabindex="0" aria-label="{label}"><table>{content}</table></div>""");
}
