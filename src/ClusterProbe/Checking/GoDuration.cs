using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterProbe.Checking;

/// <summary>Durations as kubectl takes them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>.</summary>
internal static partial class GoDuration
{
    /// <summary>The duration, or null for text that is none. At most a day.</summary>
    public static TimeSpan? Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success) return null;
        var milliseconds = 0.0;
        for (var part = 0; part < match.Groups["amount"].Captures.Count; part++)
        {
            milliseconds += double.Parse(match.Groups["amount"].Captures[part].ValueSpan, CultureInfo.InvariantCulture) * match.Groups["unit"].Captures[part].Value switch
            {
                "ms" => 1,
                "s" => 1_000,
                "m" => 60_000,
                _ => 3_600_000,
            };
        }

        return milliseconds <= TimeSpan.FromDays(1).TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    [GeneratedRegex(@"\A(?:(?<amount>[0-9]{1,9}(?:\.[0-9]{1,3})?)(?<unit>ms|s|m|h))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
