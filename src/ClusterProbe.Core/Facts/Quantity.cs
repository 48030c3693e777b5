using System.Globalization;

namespace ClusterProbe.Core.Facts;

/// <summary>Reads amounts as Kubernetes writes them: <c>500m</c>, <c>1.5Gi</c>, <c>2e3</c>.</summary>
/// <remarks>Source: kubernetes/apimachinery <c>pkg/api/resource</c>. Fractions are rounded up, amounts beyond 64 bits are capped.</remarks>
public static class Quantity
{
    /// <summary>The amount of a resource: milli-CPU for CPU, the base unit for everything else; null for what is not a quantity.</summary>
    /// <param name="resource">Such as <c>cpu</c>, <c>requests.cpu</c> or <c>memory</c>.</param>
    /// <param name="text">The quantity.</param>
    public static long? Amount(string resource, string? text)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Parse(text) is { } value
            ? Cap(IsCpu(resource) ? value * 1000 : value)
            : null;
    }

    /// <summary>The quantity that has an amount, as <see cref="Amount"/> counts it.</summary>
    /// <param name="resource">Such as <c>cpu</c>.</param>
    /// <param name="amount">The amount.</param>
    public static string Format(string resource, long amount)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (IsCpu(resource)) return string.Create(CultureInfo.InvariantCulture, $"{amount}m");
        return amount > 0 && amount % (1 << 20) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{amount >> 20}Mi")
            : amount.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsCpu(string resource) => resource is "cpu" or "requests.cpu" or "limits.cpu";

    private static decimal? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.' || (length == 0 && text[length] is '+' or '-'))) length++;
        if (!decimal.TryParse(text.AsSpan(0, length), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        if (Scale(text.AsSpan(length)) is not { } scale) return null;
        return Math.Abs(number) > decimal.MaxValue / Math.Max(scale * 1000, 1) ? long.MaxValue * (decimal)Math.Sign(number) : number * scale;
    }

    private static decimal? Scale(ReadOnlySpan<char> suffix) => suffix switch
    {
        "" => 1,
        "n" => 1e-9m,
        "u" => 1e-6m,
        "m" => 1e-3m,
        "k" => 1e3m,
        "M" => 1e6m,
        "G" => 1e9m,
        "T" => 1e12m,
        "P" => 1e15m,
        "E" => 1e18m,
        "Ki" => 1L << 10,
        "Mi" => 1L << 20,
        "Gi" => 1L << 30,
        "Ti" => 1L << 40,
        "Pi" => 1L << 50,
        "Ei" => 1L << 60,
        _ => Exponent(suffix),
    };

    private static decimal? Exponent(ReadOnlySpan<char> suffix)
    {
        if (suffix[0] is not ('e' or 'E') || !int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)) return null;
        return Math.Abs(power) > 24 ? null : decimal.Parse($"1e{power}", NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static long Cap(decimal value)
        => value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)Math.Ceiling(value);
}
