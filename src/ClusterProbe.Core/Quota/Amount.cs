using System.Globalization;
using ClusterProbe.Core.Facts;
using Quantity = ClusterProbe.Core.Scheduling.Quantity;

namespace ClusterProbe.Core.Quota;

/// <summary>An amount of one resource that is written as it was read: with binary suffixes or decimal ones.</summary>
/// <remarks>
/// The API server keeps the notation of quantities when it adds and compares them, and its denials show it. Source: apimachinery
/// <c>pkg/api/resource/quantity.go</c>.
/// </remarks>
/// <param name="Value">CPU in milli-CPU, everything else in its base unit.</param>
/// <param name="Binary">Whether it is written with binary suffixes (<c>Mi</c>).</param>
public readonly record struct Amount(long Value, bool Binary)
{
    private const string DecimalSuffixes = "kMGTPE";
    private const string BinarySuffixes = "KMGTPE";

    /// <summary>Adds two amounts of the same resource. The notation is that of the first which is not zero; what does not fit in 64 bits is cut.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other.</param>
    public static Amount operator +(Amount left, Amount right)
        => new(ResourceList.AddSaturated(left.Value, right.Value), left.Value == 0 ? right.Binary : left.Binary);

    /// <summary>Reads a quantity; null when it is none.</summary>
    /// <param name="resource">The resource, which decides the unit: <c>cpu</c>, <c>limits.cpu</c>, <c>memory</c>.</param>
    /// <param name="text">The quantity.</param>
    public static Amount? Parse(string resource, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isQuantity = ResourceNames.IsCpu(resource) ? Quantity.TryParseMilli(text, out var value) : Quantity.TryParseUnits(text, out value);
        return isQuantity ? new Amount(value, text.EndsWith('i')) : null;
    }

    /// <summary>An amount in the notation that is usual for the resource: binary for bytes.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="value">CPU in milli-CPU, everything else in its base unit.</param>
    public static Amount Of(string resource, long value) => new(value, ResourceNames.IsBytes(resource));

    /// <summary>The canonical form, as the API server writes it: the largest suffix that needs no fraction.</summary>
    /// <param name="resource">The resource, which decides the unit.</param>
    public string Format(string resource)
    {
        var (number, suffix) = ResourceNames.IsCpu(resource) ? Scale(Value, 1000, "m", DecimalSuffixes, "")
            : Binary && Math.Abs(Value) >= 1024 ? Scale(Value, 1024, "", BinarySuffixes, "i")
            : Scale(Value, 1000, "", DecimalSuffixes, "");
        return string.Create(CultureInfo.InvariantCulture, $"{number}{suffix}");
    }

    private static (long Number, string Suffix) Scale(long value, int step, string unit, string suffixes, string mark)
    {
        if (value == 0) return (0, "");
        string[] names = unit.Length == 0 ? [""] : [unit, ""];
        names = [.. names, .. suffixes.Select(suffix => suffix + mark)];
        var power = 0;
        for (; power < names.Length - 1 && value % step == 0; power++) value /= step;
        return (value, names[power]);
    }
}
