using System.Globalization;
using System.Text;

namespace ClusterProbe.Core.Text;

/// <summary>Makes text that comes from a cluster or a file fit to be shown to people.</summary>
public static class DisplayText
{
    /// <summary>The text on one line, with everything that could steer a terminal or deceive its reader written out.</summary>
    /// <remarks>
    /// Line breaks and tabs become spaces. Control and format characters (ANSI sequences, bidirectional overrides, zero-width
    /// characters, tags), separators, private-use characters and halves of surrogate pairs become <c>\u{HEX}</c>. What is clean
    /// already comes back as it is.
    /// </remarks>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                Append(clean, rune);
                i += rune.Utf16SequenceLength;
            }
            else
            {
                AppendCode(clean, text[i++]);
            }
        }

        return clean.ToString();
    }

    /// <summary>The lines of the text, each of them clean. Empty lines are left out.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<string> Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text
            .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Clean(line).TrimEnd())
            .Where(line => line.Length > 0);
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\r') clean.Append(' ');
        else if (IsHarmless(rune)) clean.Append(rune);
        else AppendCode(clean, rune.Value);
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static void AppendCode(StringBuilder clean, int code)
        => clean.Append("\\u{").Append(code.ToString("x", CultureInfo.InvariantCulture)).Append('}');
}
