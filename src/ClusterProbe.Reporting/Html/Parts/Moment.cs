using System.Globalization;

namespace ClusterProbe.Reporting.Html.Parts;

/// <summary>Points in time: absolute as written here, and beside it how long ago, which only a running clock can say.</summary>
internal static class Moment
{
    /// <summary>How long ago it was, and when.</summary>
    public static Fragment Of(DateTimeOffset time) => html
        => html.Write($"""<span class="ago" data-ago="{Iso(time)}"></span><time datetime="{Iso(time)}">{Text(time)}</time>""");

    /// <summary>A day to come, and how far away it is.</summary>
    public static Fragment Until(DateTimeOffset time) => html
        => html.Write($"""<time datetime="{Iso(time)}">{Day(time)}</time><span class="ahead" data-ago="{Iso(time)}"></span>""");

    /// <summary>A time for people, always in UTC, as the cluster's logs are.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss' UTC'", CultureInfo.InvariantCulture);

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time for programs.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
