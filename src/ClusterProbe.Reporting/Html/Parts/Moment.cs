namespace ClusterProbe.Reporting.Html.Parts;

/// <summary>Points in time: absolute as written here, and beside it how long ago, which only a running clock can say.</summary>
internal static class Moment
{
    /// <summary>How long ago it was, and when.</summary>
    public static Fragment Of(DateTimeOffset time) => html
        => html.Write($"""<span class="ago" data-ago="{UtcTime.Iso(time)}"></span><time datetime="{UtcTime.Iso(time)}">{UtcTime.Text(time)}</time>""");

    /// <summary>A day to come, and how far away it is.</summary>
    public static Fragment Until(DateTimeOffset time) => html
        => html.Write($"""<time datetime="{UtcTime.Iso(time)}">{UtcTime.Day(time)}</time><span class="ahead" data-ago="{UtcTime.Iso(time)}"></span>""");
}
