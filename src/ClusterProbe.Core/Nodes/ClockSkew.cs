using System.Globalization;

namespace ClusterProbe.Core.Nodes;

/// <summary>How far a clock is ahead of another one; negative when behind.</summary>
/// <param name="Offset">The best estimate.</param>
/// <param name="Uncertainty">By how much the truth can differ from it, either way.</param>
public sealed record ClockSkew(TimeSpan Offset, TimeSpan Uncertainty)
{
    /// <summary>The <c>Date</c> header leaves out fractions of a second.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>The least by which the clocks are certain to differ.</summary>
    public TimeSpan AtLeast => Offset.Duration() > Uncertainty ? Offset.Duration() - Uncertainty : TimeSpan.Zero;

    /// <summary>A time of the local clock as the other clock has it. What the measurement leaves open is no reason to correct.</summary>
    /// <param name="local">The local time.</param>
    public DateTimeOffset Correct(DateTimeOffset local) => AtLeast > TimeSpan.Zero ? local - Offset : local;

    /// <summary>Measures the local clock against the one of a server that answered a request.</summary>
    /// <remarks>
    /// The header was written at some time between sending and receiving, and its time is in the second that it names. All that is
    /// certain is therefore an interval; its middle is the estimate and half its length the uncertainty.
    /// </remarks>
    /// <param name="sent">The local time when the request was sent.</param>
    /// <param name="received">The local time when the answer's head was there; not before <paramref name="sent"/>.</param>
    /// <param name="date">The answer's <c>Date</c> header.</param>
    public static ClockSkew Measure(DateTimeOffset sent, DateTimeOffset received, DateTimeOffset date)
    {
        var least = sent - (date + Resolution);
        var most = received - date;
        return new((least + most) / 2, (most - least) / 2);
    }

    /// <summary>Reads a <c>Date</c> header (RFC 9110, section 5.6.7); null when it is not one.</summary>
    /// <param name="header">Its text.</param>
    public static DateTimeOffset? ParseDate(string header)
        => DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
