using System.Globalization;
using System.Net;
using System.Text;
using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>Draws the panels that show time.</summary>
internal static class PanelSvg
{
    private const double Left = 64;
    private const double Right = 10;
    private const double Bottom = 18;
    private const double LegendHeight = 17;
    private const int LegendsInALine = 3;

    public static string Draw(PanelData data, double width, double height)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width={width:0} height={height:0} xmlns='http://www.w3.org/2000/svg'>");
        if (data.Panel.Kind == PanelKind.Lines) Lines(svg, data, width, height);
        else Rows(svg, data, width, height);
        return svg.Append("</svg>").ToString();
    }

    private static void Lines(StringBuilder svg, PanelData data, double width, double height)
    {
        var legend = LegendHeight * Math.Ceiling(Math.Min(9, data.Series.Count) / (double)LegendsInALine);
        var floor = height - Bottom - legend;
        var stacks = new Dictionary<double, double>();
        var curves = data.Series.Select(series => series.Series.Points.Select(point =>
        {
            var value = double.IsFinite(point.Value) ? point.Value : 0;
            return new Point(point.Time, data.Panel.Stacked ? stacks[point.Time] = stacks.GetValueOrDefault(point.Time) + value : value);
        }).ToArray()).ToArray();
        var most = Nice(curves.SelectMany(curve => curve).Select(point => point.Value).DefaultIfEmpty(1).Max());
        for (var line = 0; line <= 4; line++)
        {
            var y = floor - ((floor - 6) * line / 4);
            Text(svg, Left - 6, y + 4, Look.Text(most * line / 4, data.Panel), "end");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1={Left} x2={width - Right:0} y1={y:0.#} y2={y:0.#} stroke='#2c3235'/>");
        }

        Times(svg, data, width, floor);
        for (var index = 0; index < curves.Length; index++)
        {
            var colour = Look.Palette[index % Look.Palette.Length];
            var path = string.Join(' ', curves[index].Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Time, data, width):0.#},{floor - ((floor - 6) * point.Value / most):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points='{path}' fill=none stroke='{colour}' stroke-width=1.8 />");
            if (index >= 9) continue;
            var (x, y) = (Left - 40 + (index % LegendsInALine * ((width - 30) / LegendsInALine)), height - legend + (LegendHeight * (index / LegendsInALine)) + 11);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x={x:0} y={y - 5:0} width=14 height=4 fill='{colour}'/>");
            Text(svg, x + 19, y + 1, Shorten(data.Series[index].Name, (int)((width / LegendsInALine / 6.6) - 6)), "start");
        }
    }

    private static void Rows(StringBuilder svg, PanelData data, double width, double height)
    {
        var labels = data.Panel.Kind == PanelKind.Timeline ? 100 : 60;
        var rows = data.Series.OrderBy(series => series.Name.Contains("verdict", StringComparison.Ordinal) ? "" : series.Name, StringComparer.Ordinal).ToArray();
        var rowHeight = Math.Min(26, (height - Bottom - 4) / rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            var (name, series) = rows[row];
            Text(svg, labels - 6, (row * rowHeight) + (rowHeight / 2) + 4, name, "end");
            var step = series.Points.Count > 1 ? (data.To - data.From) / 120 : data.To - data.From;
            foreach (var point in series.Points)
            {
                var from = X(point.Time, data, width, labels);
                var until = Math.Min(width - Right, X(point.Time + step, data, width, labels) + 0.6);
                svg.Append(CultureInfo.InvariantCulture, $"<rect x={from:0.#} y={row * rowHeight:0.#} width={Math.Max(0, until - from):0.#} height={rowHeight - 2:0.#} fill='{Look.Colour(point.Value, data.Panel.Scale)}'/>");
            }
        }

        Times(svg, data, width, height - Bottom, labels);
    }

    private static void Times(StringBuilder svg, PanelData data, double width, double floor, double left = Left)
    {
        for (var mark = 0; mark <= 4; mark++)
        {
            var time = data.From + ((data.To - data.From) * mark / 4);
            var text = DateTimeOffset.FromUnixTimeSeconds((long)time).ToString("HH:mm", CultureInfo.InvariantCulture);
            Text(svg, X(time, data, width, left), floor + 14, text, mark == 0 ? "start" : mark == 4 ? "end" : "middle");
        }
    }

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor)
        => svg.Append(CultureInfo.InvariantCulture, $"<text x={x:0.#} y={y:0.#} text-anchor={anchor}>{WebUtility.HtmlEncode(text)}</text>");

    private static double X(double time, PanelData data, double width, double left = Left) => left + ((width - left - Right) * (time - data.From) / (data.To - data.From));

    private static string Shorten(string text, int most) => text.Length <= most ? text : $"{text[..Math.Max(1, most - 1)]}…";

    private static double Nice(double value)
    {
        if (value <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1.0, 2, 4, 5, 8, 10 }.First(step => step * power >= value * 0.999) * power;
    }
}
