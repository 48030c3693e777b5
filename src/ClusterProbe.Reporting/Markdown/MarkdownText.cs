using System.Text;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Reporting.Markdown;

/// <summary>Writes text that nobody vouches for into Markdown (CommonMark, and GitHub's and chats' extensions), where it stays text.</summary>
internal static partial class MarkdownText
{
    /// <summary>Text within a line or a cell of a table: no markup, no HTML, nobody mentioned. What calls somebody (<c>@team</c>) becomes code.</summary>
    public static string Inline(string text)
    {
        var clean = DisplayText.Clean(text).Trim();
        var safe = new StringBuilder(clean.Length + 16);
        var at = 0;
        foreach (Match mention in Mention().Matches(clean))
        {
            Escape(safe, clean.AsSpan(at, mention.Index - at));
            safe.Append(Code(mention.Value));
            at = mention.Index + mention.Length;
        }

        Escape(safe, clean.AsSpan(at));
        if (BlockStart().Match(clean) is { Success: true } start) safe.Insert(start.Length - 1, '\\');
        return safe.ToString();
    }

    /// <summary>Text as code within a line or a cell of a table. With a <c>|</c> in it, it is no code: a cell ends there, and code knows no escape that is one in and outside of tables.</summary>
    public static string Code(string text)
    {
        var clean = DisplayText.Clean(text);
        if (string.IsNullOrWhiteSpace(clean)) return "";
        if (clean.Contains('|', StringComparison.Ordinal)) return Inline(clean);
        var fence = new string('`', LongestRun(clean) + 1);
        var pad = clean[0] == '`' || clean[^1] == '`' || (clean[0] == ' ' && clean[^1] == ' ') ? " " : "";
        return $"{fence}{pad}{clean}{pad}{fence}";
    }

    /// <summary>Text with its line breaks, as a block of code that it can't end.</summary>
    public static string Block(string language, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(DisplayText.Clean).ToArray();
        var fence = new string('`', Math.Max(3, lines.Max(LongestRun) + 1));
        return $"{fence}{language}\n{string.Join('\n', lines)}\n{fence}\n";
    }

    /// <remarks>A backtick is written by its number: beside a fence, an escaped one is taken for a part of it.</remarks>
    private static void Escape(StringBuilder safe, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (character == '`')
            {
                safe.Append("&#96;");
                continue;
            }

            if (@"\*_[]<>&|~$#".Contains(character, StringComparison.Ordinal)) safe.Append('\\');
            safe.Append(character);
        }
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>What would begin a list, an underlined heading or a rule at the start of a line, up to the character that does it.</summary>
    [GeneratedRegex(@"\A([-+=]|[0-9]{1,9}[.)](?=\s|\z))", RegexOptions.CultureInvariant)]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"(?<![A-Za-z0-9])@[A-Za-z0-9][A-Za-z0-9/@_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
