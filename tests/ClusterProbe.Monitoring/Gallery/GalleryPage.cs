using System.Globalization;
using System.Net;
using System.Text;
using ClusterProbe.Monitoring.Dashboards;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>Draws a dashboard from what Prometheus answered.</summary>
internal static class GalleryPage
{
    public const int Width = 1400;
    private const double Column = (Width - 20) / 24.0;
    private const double Unit = 30;

    private const string Style = """
        body{margin:0;padding:10px;background:#111217;color:#ccccdc;font:12px DejaVu Sans,sans-serif}
        h1{font-size:19px;margin:2px 4px}p{margin:3px 4px 8px;color:#9a9ba8}h2{font-size:14px;margin:10px 4px 4px}
        .row{display:flex;flex-wrap:wrap}.panel{box-sizing:border-box;padding:3px}.in{background:#181b1f;border:1px solid #25282d;height:100%;box-sizing:border-box;padding:6px;overflow:hidden}
        h3{font-size:12px;margin:0 0 6px;font-weight:600}svg text{fill:#9a9ba8;font-size:11px}.empty{color:#8e8e8e;padding:14px}
        .stats{display:flex;gap:4px;height:calc(100% - 22px)}.stat{flex:1;color:#fff;padding:6px;display:flex;flex-direction:column;justify-content:center;align-items:center;border-radius:3px}
        .stat b{font-size:20px;white-space:nowrap}.bars{display:grid;grid-template-columns:max-content 1fr;gap:6px 8px;align-items:center}.bars div{display:flex;align-items:center;gap:6px}.bars i{height:18px;display:block}
        table{border-collapse:collapse;width:100%}th{text-align:left;color:#6e9fff;font-weight:500;padding:2px 6px}td{padding:3px 6px;border-top:1px solid #25282d;white-space:nowrap;line-height:15px}
        .link{color:#6e9fff}.matrix td+td,.matrix th+th{text-align:right;width:15%}.matrix td{padding:0 6px;border:1px solid #181b1f;line-height:14px;font-size:11px}
        """;

    /// <summary>The page, and how high it is.</summary>
    public static (string Html, int Height) Draw(Dashboard dashboard, IReadOnlyDictionary<Panel, PanelData> data, string source)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><meta charset=utf-8><style>{Style}</style><h1>{WebUtility.HtmlEncode(dashboard.Title)}</h1><p>{WebUtility.HtmlEncode(source)}</p>");
        var height = 86.0;
        foreach (var row in dashboard.Rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(row.Title.Replace("$node", "node-0", StringComparison.Ordinal))}</h2><div class=row>");
            var (x, line) = (0, 0);
            height += 31;
            foreach (var panel in row.Panels)
            {
                if (x + panel.Width > 24) (x, height, line) = (0, height + (line * Unit), 0);
                var (width, high) = (panel.Width * Column, panel.Height * Unit);
                html.Append(CultureInfo.InvariantCulture, $"<div class=panel style='width:{width:0.##}px;height:{high:0}px'><div class=in><h3>{WebUtility.HtmlEncode(panel.Title.Replace("$node", "node-0", StringComparison.Ordinal))}</h3>");
                html.Append(PanelHtml.Draw(data[panel], width - 22, high - 44)).Append("</div></div>");
                (x, line) = (x + panel.Width, Math.Max(line, panel.Height));
            }

            height += line * Unit;
            html.Append("</div>");
        }

        return (html.ToString(), (int)height);
    }
}
