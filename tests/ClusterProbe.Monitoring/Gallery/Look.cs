using System.Globalization;
using ClusterProbe.Monitoring.Dashboards;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>How values look: units and colours, close to Grafana's.</summary>
internal static class Look
{
    public static readonly string[] Palette = ["#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#fade2a", "#96d98d", "#ffb357", "#c0d8ff", "#ca95e5"];

    public static string Text(double value, Panel panel)
    {
        var words = ScaleJson.Words(panel.Scale);
        if (words.Length > 0 && value >= 0 && value < words.Length && value == Math.Floor(value)) return words[(int)value];
        return panel.Unit switch
        {
            "s" => Duration(value),
            "percentunit" => value.ToString("0.#%", CultureInfo.InvariantCulture),
            "bytes" => (value / 1048576).ToString("0.0 MiB", CultureInfo.InvariantCulture),
            "reqps" or "wps" => value.ToString("0.###/s", CultureInfo.InvariantCulture),
            _ => value.ToString(Math.Abs(value) < 10 ? "0.###" : "#,0", CultureInfo.InvariantCulture),
        };
    }

    public static string Colour(double value, Scale scale) => Css(ScaleJson.Colours(scale).Last(step => step.From is not { } from || value >= from).Colour);

    private static string Css(string colour) => colour switch
    {
        "red" => "#c4162a",
        "orange" => "#e0752d",
        "yellow" => "#e0b400",
        "green" => "#37872d",
        "purple" => "#8f3bb8",
        _ => "#1f60c4",
    };

    private static string Duration(double seconds) => Math.Abs(seconds) switch
    {
        >= 86400 => (seconds / 86400).ToString("0.0 d", CultureInfo.InvariantCulture),
        >= 3600 => (seconds / 3600).ToString("0.0 h", CultureInfo.InvariantCulture),
        >= 60 => (seconds / 60).ToString("0.0 min", CultureInfo.InvariantCulture),
        >= 1 => seconds.ToString("0.0 s", CultureInfo.InvariantCulture),
        _ => (seconds * 1000).ToString("0.# ms", CultureInfo.InvariantCulture),
    };
}
