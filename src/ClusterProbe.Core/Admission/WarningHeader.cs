using System.Collections.Immutable;
using System.Text;

namespace ClusterProbe.Core.Admission;

/// <summary>Reads HTTP <c>Warning</c> headers (RFC 7234, section 5.5), in which an API server sends advice beside its answer.</summary>
public static class WarningHeader
{
    /// <summary>The texts of all warnings, in order; what is not a warning is left out.</summary>
    /// <param name="headerValues">The values of the headers, each with one or more warnings: <c>299 - "text", 299 - "text"</c>.</param>
    public static ImmutableArray<string> Parse(IEnumerable<string> headerValues)
    {
        ArgumentNullException.ThrowIfNull(headerValues);
        return [.. headerValues.SelectMany(Texts)];
    }

    private static IEnumerable<string> Texts(string value)
    {
        for (var position = 0; position < value.Length;)
        {
            var quote = value.IndexOf('"', position);
            if (quote < 0) yield break;
            var isWarning = HasCodeAndAgent(value.AsSpan(position, quote - position));
            if (!TryReadQuoted(value, quote, out var text, out var end)) yield break;
            if (isWarning) yield return text;
            position = EndOfWarning(value, end);
        }
    }

    private static bool HasCodeAndAgent(ReadOnlySpan<char> prefix)
    {
        var trimmed = prefix.Trim();
        return trimmed.Length > 4
            && trimmed[3] == ' '
            && char.IsAsciiDigit(trimmed[0]) && char.IsAsciiDigit(trimmed[1]) && char.IsAsciiDigit(trimmed[2]);
    }

    private static bool TryReadQuoted(string value, int quote, out string text, out int end)
    {
        var builder = new StringBuilder();
        for (end = quote + 1; end < value.Length && value[end] != '"'; end++)
        {
            if (value[end] == '\\' && ++end == value.Length) break;
            builder.Append(value[end]);
        }

        text = builder.ToString();
        return end++ < value.Length;
    }

    /// <summary>Skips the optional quoted date and the comma.</summary>
    private static int EndOfWarning(string value, int position)
    {
        while (position < value.Length && value[position] == ' ') position++;
        if (position < value.Length && value[position] == '"' && TryReadQuoted(value, position, out _, out var end)) position = end;
        while (position < value.Length && value[position] is ' ' or ',') position++;
        return position;
    }
}
