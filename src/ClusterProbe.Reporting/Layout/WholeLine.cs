using Spectre.Console;
using Spectre.Console.Rendering;

namespace ClusterProbe.Reporting.Layout;

/// <summary>A line that is never broken here: it fits already, or it is a command that has to stay fit for copying.</summary>
internal sealed class WholeLine(params ReadOnlySpan<(string Text, Style Style)> parts) : IRenderable
{
    private readonly Segment[] segments = [.. Segments(parts)];

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;

    private static List<Segment> Segments(ReadOnlySpan<(string Text, Style Style)> parts)
    {
        var segments = new List<Segment>();
        foreach (var (text, style) in parts) segments.Add(new Segment(text, style));
        segments.Add(Segment.LineBreak);
        return segments;
    }
}
