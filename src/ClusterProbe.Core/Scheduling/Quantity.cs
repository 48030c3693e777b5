using System.Buffers.Text;
using System.Text;

namespace ClusterProbe.Core.Scheduling;

/// <summary>Reads Kubernetes quantities such as <c>500m</c>, <c>1.5Gi</c> and <c>2e3</c>, without allocating.</summary>
/// <remarks>
/// The grammar and the rounding (up, away from zero) are those of apimachinery <c>resource.ParseQuantity</c>, <c>Value</c> and
/// <c>MilliValue</c>. What does not fit in 64 bits becomes the largest or smallest number.
/// </remarks>
public static class Quantity
{
    /// <summary>Significant digits that are kept: 10^20 * 2^60 still fits in 128 bits, and 10^19 exceeds every result.</summary>
    private const int MaxDigits = 20;

    /// <summary>Beyond this power of ten every result is saturated, or the smallest there is.</summary>
    private const int MaxExponent = 100_000_000;

    /// <summary>Reads a quantity in thousandths, as CPU is counted: <c>500m</c> and <c>0.5</c> are 500.</summary>
    /// <param name="text">The quantity, in UTF-8.</param>
    /// <param name="milli">The amount in thousandths, rounded up; 0 when this returns false.</param>
    public static bool TryParseMilli(ReadOnlySpan<byte> text, out long milli) => TryParse(text, scale: 3, out milli);

    /// <inheritdoc cref="TryParseMilli(ReadOnlySpan{byte}, out long)"/>
    /// <param name="text">The quantity.</param>
    /// <param name="milli">The amount in thousandths, rounded up; 0 when this returns false.</param>
    public static bool TryParseMilli(string text, out long milli) => TryParseMilli(Encoding.UTF8.GetBytes(text), out milli);

    /// <summary>Reads a quantity in whole units, as everything but CPU is counted: <c>1Ki</c> is 1024.</summary>
    /// <param name="text">The quantity, in UTF-8.</param>
    /// <param name="units">The amount in whole units, rounded up; 0 when this returns false.</param>
    public static bool TryParseUnits(ReadOnlySpan<byte> text, out long units) => TryParse(text, scale: 0, out units);

    /// <inheritdoc cref="TryParseUnits(ReadOnlySpan{byte}, out long)"/>
    /// <param name="text">The quantity.</param>
    /// <param name="units">The amount in whole units, rounded up; 0 when this returns false.</param>
    public static bool TryParseUnits(string text, out long units) => TryParseUnits(Encoding.UTF8.GetBytes(text), out units);

    /// <summary>Reads the amount of a resource: milli-CPU for CPU, the base unit for everything else.</summary>
    /// <param name="resource">Such as <c>cpu</c>, <c>requests.cpu</c> or <c>memory</c>.</param>
    /// <param name="text">The quantity, in UTF-8.</param>
    /// <param name="amount">The amount, rounded up; 0 when this returns false.</param>
    public static bool TryParseAmount(string resource, ReadOnlySpan<byte> text, out long amount) => TryParse(text, IsCpu(resource) ? 3 : 0, out amount);

    /// <summary>The amount of a resource: milli-CPU for CPU, the base unit for everything else; null for what is not a quantity.</summary>
    /// <param name="resource">Such as <c>cpu</c>, <c>requests.cpu</c> or <c>memory</c>.</param>
    /// <param name="text">The quantity.</param>
    public static long? Amount(string resource, string? text)
        => text is not null && TryParseAmount(resource, Encoding.UTF8.GetBytes(text), out var amount) ? amount : null;

    /// <summary>CPU as Kubernetes writes it: <c>500m</c>, <c>2</c>.</summary>
    /// <param name="milli">The amount in thousandths.</param>
    public static string FormatCpu(long milli) => milli % 1000 == 0 ? $"{milli / 1000}" : $"{milli}m";

    /// <summary>Bytes as Kubernetes writes them, with the largest binary suffix that needs no rounding: <c>620Mi</c>.</summary>
    /// <param name="bytes">The amount in bytes.</param>
    public static string FormatBytes(long bytes)
    {
        var suffix = -1;
        for (; bytes != 0 && bytes % 1024 == 0; suffix++) bytes /= 1024;
        return suffix < 0 ? $"{bytes}" : $"{bytes}{"KMGTPE"[suffix]}i";
    }

    /// <summary>An amount of any resource, as Kubernetes writes it.</summary>
    /// <param name="resource">The resource, such as <c>cpu</c>.</param>
    /// <param name="amount">Milli-CPU for <c>cpu</c>, otherwise base units.</param>
    public static string Format(string resource, long amount)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return IsCpu(resource) ? FormatCpu(amount)
            : resource is "memory" or "ephemeral-storage" || resource.StartsWith("hugepages-", StringComparison.Ordinal) ? FormatBytes(amount)
            : $"{amount}";
    }

    private static bool IsCpu(string resource) => resource is "cpu" or "requests.cpu" or "limits.cpu";

    private static bool TryParse(ReadOnlySpan<byte> text, int scale, out long result)
    {
        result = 0;
        if (text.IsEmpty) return false;
        var negative = text[0] == '-';
        var rest = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        var number = default(Digits);
        rest = number.TakeWhole(rest);
        if (!rest.IsEmpty && rest[0] == '.') rest = number.TakeFraction(rest[1..]);
        if (!TryReadSuffix(rest, out var binary, out var exponent)) return false;
        var magnitude = Scale(number.Significant << binary, number.Exponent + exponent + scale, number.Dropped);
        result = magnitude <= long.MaxValue ? (long)magnitude : long.MaxValue;
        if (negative) result = -result;
        return true;
    }

    /// <summary>The value times ten to the power, rounded up.</summary>
    private static UInt128 Scale(UInt128 value, int exponent, bool roundUp)
    {
        for (; exponent > 0 && value != 0 && value <= long.MaxValue; exponent--) value *= 10;
        for (; exponent < 0 && value != 0; exponent++)
        {
            (value, var digit) = UInt128.DivRem(value, 10);
            roundUp |= digit != 0;
        }

        return roundUp ? value + 1 : value;
    }

    private static bool TryReadSuffix(ReadOnlySpan<byte> suffix, out int binary, out int exponent)
    {
        (binary, exponent) = (0, 0);
        switch (suffix)
        {
            case []:
                return true;
            case [var prefix, (byte)'i'] when "KMGTPE"u8.IndexOf(prefix) is >= 0 and var position:
                binary = 10 * (position + 1);
                return true;
            case [var prefix] when "num kMGTPE"u8.IndexOf(prefix) is >= 0 and not 3 and var position:
                exponent = 3 * (position - 3);
                return true;
            case [(byte)'e' or (byte)'E', .. var digits]:
                if (!Utf8Parser.TryParse(digits, out long power, out var consumed) || consumed != digits.Length) return false;
                exponent = (int)Math.Clamp(power, -MaxExponent, MaxExponent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A decimal number: its first significant digits, their power of ten, and whether others than zeros follow.</summary>
    private struct Digits
    {
        private int _count;

        public UInt128 Significant { get; private set; }

        public int Exponent { get; private set; }

        public bool Dropped { get; private set; }

        public ReadOnlySpan<byte> TakeWhole(ReadOnlySpan<byte> text) => Take(text, whole: true);

        public ReadOnlySpan<byte> TakeFraction(ReadOnlySpan<byte> text) => Take(text, whole: false);

        private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> text, bool whole)
        {
            var length = 0;
            for (; length < text.Length && char.IsAsciiDigit((char)text[length]); length++)
            {
                var digit = text[length] - '0';
                var kept = _count < MaxDigits;
                if (kept)
                {
                    Significant = (Significant * 10) + (uint)digit;
                    if (Significant != 0) _count++;
                }
                else
                {
                    Dropped |= digit != 0;
                }

                if (kept != whole) Exponent += whole ? 1 : -1;
            }

            return text[length..];
        }
    }
}
