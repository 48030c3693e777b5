using System.Globalization;

namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>Pressure stall information: the share of time in which some task waited for a resource, in percent.</summary>
/// <param name="Average10">Over the last 10 seconds.</param>
/// <param name="Average60">Over the last 60 seconds.</param>
/// <param name="Average300">Over the last 300 seconds.</param>
public sealed record Pressure(double Average10, double Average60, double Average300)
{
    /// <summary>Reads the line <c>some</c> of a file of <c>/proc/pressure</c>.</summary>
    /// <param name="text">The file's content.</param>
    public static Pressure? Parse(string text)
    {
        var fields = ProcText.Lines(text).Select(ProcText.Columns).FirstOrDefault(columns => columns[0] == "some") ?? [];
        return Percent(fields, "avg10=") is { } ten && Percent(fields, "avg60=") is { } sixty && Percent(fields, "avg300=") is { } threeHundred
            ? new(ten, sixty, threeHundred)
            : null;
    }

    private static double? Percent(string[] fields, string name)
        => Array.Find(fields, field => field.StartsWith(name, StringComparison.Ordinal)) is { } field
            && double.TryParse(field.AsSpan(name.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent
            : null;
}
