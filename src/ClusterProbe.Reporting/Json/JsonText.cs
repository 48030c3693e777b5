using System.Globalization;
using System.Text;

namespace ClusterProbe.Reporting.Json;

/// <summary>Makes JSON fit to be shown: JSON allows characters in strings that steer a terminal or deceive a reader.</summary>
internal static class JsonText
{
    /// <summary>Escapes bidirectional overrides and their like. They can stand in strings only.</summary>
    public static string EscapeInvisible(string json)
    {
        var safe = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || (Rune.IsControl(rune) && rune.Value != '\n'))
            {
                foreach (var unit in rune.ToString()) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
            else
            {
                safe.Append(rune);
            }
        }

        return safe.ToString();
    }
}
