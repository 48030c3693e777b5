using ClusterProbe.Core.Text;
using Spectre.Console;

namespace ClusterProbe.Reporting.Layout;

/// <summary>Writes indented, wrapped lines to a console. Text is never read as markup.</summary>
internal sealed class Page(IAnsiConsole console)
{
    private const int WidestReadable = 120;
    private const int Narrowest = 40;

    /// <summary>The cells of a line: the console's, within what can be laid out and what can be read.</summary>
    public int Width { get; } = Math.Clamp(console.Profile.Width, Narrowest, WidestReadable);

    /// <summary>Writes an empty line.</summary>
    public void Gap() => console.WriteLine();

    /// <summary>Writes one line of parts, as they are, and does not break it.</summary>
    /// <param name="parts">Clean texts with their styles.</param>
    public void Line(params ReadOnlySpan<(string Text, Style Style)> parts) => console.Write(new WholeLine(parts));

    /// <summary>Cleans and wraps text behind a lead, such as an icon; further lines hang below the text.</summary>
    /// <param name="indent">The cells before the lead.</param>
    /// <param name="lead">What stands before the first line; not cleaned.</param>
    /// <param name="leadStyle">Its style.</param>
    /// <param name="text">The text; every line break in it begins a new line.</param>
    /// <param name="style">The text's style.</param>
    public void Text(int indent, string lead, Style leadStyle, string text, Style style)
    {
        var start = indent + lead.GetCellWidth();
        var before = new string(' ', indent) + lead;
        foreach (var line in DisplayText.Lines(text).SelectMany(line => TextWrap.Wrap(line, Math.Max(2, Width - start))))
        {
            Line((before, leadStyle), (line, style));
            before = new string(' ', start);
        }
    }

    /// <summary>Cleans and wraps text.</summary>
    /// <param name="indent">The cells before each line.</param>
    /// <param name="text">The text; every line break in it begins a new line.</param>
    /// <param name="style">Its style.</param>
    public void Text(int indent, string text, Style style) => Text(indent, "", Style.Plain, text, style);
}
