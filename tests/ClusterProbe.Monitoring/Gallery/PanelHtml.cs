using System.Globalization;
using System.Net;
using System.Text;
using ClusterProbe.Monitoring.Dashboards;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>Draws the panels that show the current values.</summary>
internal static class PanelHtml
{
    public static string Draw(PanelData data, double width, double height) => data switch
    {
        { Series.Count: 0 } => $"<div class=empty>{WebUtility.HtmlEncode(data.Panel.EmptyWhen is null ? "no data" : $"empty: {data.Panel.EmptyWhen}")}</div>",
        { Panel.Kind: PanelKind.Stat } => Stat(data),
        { Panel.Kind: PanelKind.Bars } => Bars(data),
        { Panel.Kind: PanelKind.Table } => Table(data, (int)((height - 24) / 22)),
        { Panel.Kind: PanelKind.Matrix } => Matrix(data),
        _ => PanelSvg.Draw(data, width, height),
    };

    private static string Stat(PanelData data)
    {
        var html = new StringBuilder("<div class=stats>");
        foreach (var (name, series) in data.Series.OrderBy(series => series.Name, StringComparer.Ordinal))
        {
            var value = series.Points[^1].Value;
            html.Append(CultureInfo.InvariantCulture, $"<div class=stat style='background:{Look.Colour(value, data.Panel.Scale)}'><span>{Encode(name)}</span><b>{Look.Text(value, data.Panel)}</b></div>");
        }

        return html.Append("</div>").ToString();
    }

    private static string Bars(PanelData data)
    {
        var most = Math.Max(1, data.Series.Max(series => series.Series.Points[^1].Value));
        var html = new StringBuilder("<div class=bars>");
        foreach (var (name, series) in data.Series.OrderBy(series => series.Name, StringComparer.Ordinal))
        {
            var value = series.Points[^1].Value;
            html.Append(CultureInfo.InvariantCulture, $"<label>{Encode(name)}</label><div><i style='width:{80 * value / most:0.#}%;background:{Look.Colour(value, data.Panel.Scale)}'></i><b>{Look.Text(value, data.Panel)}</b></div>");
        }

        return html.Append("</div>").ToString();
    }

    private static string Table(PanelData data, int lines)
    {
        var html = new StringBuilder("<table><tr>");
        foreach (var column in data.Panel.Columns) html.Append(CultureInfo.InvariantCulture, $"<th>{Encode(column.Title)}</th>");
        foreach (var (_, series) in data.Series.Take(lines))
        {
            html.Append("<tr>");
            foreach (var column in data.Panel.Columns)
            {
                var value = series.Points[^1].Value;
                var style = column.Label == "Value" && data.Panel.Scale != Scale.Plain ? $" style='background:{Look.Colour(value, data.Panel.Scale)}'" : column.Link is null ? "" : " class=link";
                html.Append(CultureInfo.InvariantCulture, $"<td{style}>{(column.Label == "Value" ? Look.Text(value, data.Panel) : Encode(series.Labels.GetValueOrDefault(column.Label, "")))}</td>");
            }
        }

        return html.Append("</table>").ToString();
    }

    private static string Matrix(PanelData data)
    {
        string[] columns = ["pass", "skip", "warn", "error", "fail"];
        var html = new StringBuilder("<table class=matrix><tr><th>Check</th>").AppendJoin("", columns.Select(column => $"<th>{column}</th>"));
        foreach (var row in data.Series.GroupBy(series => series.Series.Labels["check"]).OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=link>{row.Key}</td>");
            foreach (var column in columns)
            {
                var value = row.Where(series => series.Series.Labels["status"] == column).Sum(series => series.Series.Points[^1].Value);
                var index = Array.IndexOf(columns, column);
                var style = value > 0 && index > 1 ? $" style='background:{Look.Colour(index, Scale.CheckStatus)}'" : "";
                html.Append(CultureInfo.InvariantCulture, $"<td{style}>{value:#,0}</td>");
            }
        }

        return html.Append("</table>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
