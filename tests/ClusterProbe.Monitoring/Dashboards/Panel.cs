using System.Collections.Immutable;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>A panel.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, and what to do about it.</param>
/// <param name="Queries">What it asks.</param>
public sealed record Panel(PanelKind Kind, string Title, string Description, params ImmutableArray<Query> Queries)
{
    /// <summary>Its width, of 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Its height.</summary>
    public int Height { get; init; } = 8;

    /// <summary>Grafana's name of the unit.</summary>
    public string Unit { get; init; } = "short";

    /// <summary>What numbers mean.</summary>
    public Scale Scale { get; init; } = Scale.Plain;

    /// <summary>When it shows nothing; null for never.</summary>
    public string? EmptyWhen { get; init; }

    /// <summary>The columns of a table, in this order, by label; <c>Value</c> is the value.</summary>
    public ImmutableArray<Column> Columns { get; init; } = [];

    /// <summary>Whether the series are stacked.</summary>
    public bool Stacked { get; init; }

    /// <summary>Whether it shows a time, rather than the current values.</summary>
    public bool IsOverTime => Kind is PanelKind.Lines or PanelKind.Timeline or PanelKind.Heat;

    /// <summary>The description as it is shown.</summary>
    public string FullDescription => EmptyWhen is null ? Description : $"{Description} Empty when {EmptyWhen}.";
}

/// <summary>A query of a panel.</summary>
/// <param name="Expression">PromQL with Grafana's variables.</param>
/// <param name="Legend">The name of a series, with labels in double braces.</param>
public sealed record Query(string Expression, string Legend = "");

/// <summary>A column of a table.</summary>
/// <param name="Label">The label.</param>
/// <param name="Title">Its title.</param>
/// <param name="Link">Where a click leads; null for nowhere.</param>
public sealed record Column(string Label, string Title, string? Link = null)
{
    /// <summary>The column of the value.</summary>
    /// <param name="title">Its title.</param>
    public static Column Value(string title) => new("Value", title);
}

/// <summary>How a panel is drawn.</summary>
public enum PanelKind
{
    /// <summary>Large values.</summary>
    Stat,

    /// <summary>Lines over time.</summary>
    Lines,

    /// <summary>A table of the current values.</summary>
    Table,

    /// <summary>Bars of the current values.</summary>
    Bars,

    /// <summary>Coloured stretches of time for each series.</summary>
    Timeline,

    /// <summary>Coloured cells over time for each series.</summary>
    Heat,

    /// <summary>A table of two labels, the cells coloured by the value.</summary>
    Matrix,
}

/// <summary>What numbers mean.</summary>
public enum Scale
{
    /// <summary>Just numbers.</summary>
    Plain,

    /// <summary>2 ready, 1 unknown, 0 not ready.</summary>
    Verdict,

    /// <summary>The statuses of a check, 0 to 4.</summary>
    CheckStatus,

    /// <summary>0 is good, more is not.</summary>
    ZeroIsGood,

    /// <summary>0 is bad, more is good.</summary>
    ZeroIsBad,

    /// <summary>1 is yes and good, 0 is no and bad.</summary>
    YesNo,

    /// <summary>A share, from good 0 to bad 1.</summary>
    BadShare,

    /// <summary>Seconds that are left: less than a week is bad, less than a month needs a look.</summary>
    TimeLeft,

    /// <summary>Seconds since something that should happen every two minutes.</summary>
    CycleAge,
}
