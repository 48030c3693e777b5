using System.Globalization;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Text that came from outside.</summary>
internal static class ApiText
{
    private const int Cap = 16 << 10;

    /// <summary>The text without control characters (line breaks and tabs stay) and of bounded length.</summary>
    public static string Clean(string text)
    {
        var bounded = text.Length <= Cap ? text : text[..Cap] + "…";
        return bounded.All(IsHarmless) ? bounded : string.Concat(bounded.Where(IsHarmless));
    }

    private static bool IsHarmless(char character)
        => character is '\n' or '\t'
            || char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
