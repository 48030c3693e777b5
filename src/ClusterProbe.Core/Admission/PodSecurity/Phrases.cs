using System.Globalization;
using System.Text;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>The turns of phrase that upstream's messages share.</summary>
internal static class Phrases
{
    /// <summary><c>container "a"</c> or <c>containers "a", "b"</c>.</summary>
    /// <param name="containers">At least one.</param>
    public static string Named(this IReadOnlyCollection<ContainerReader> containers)
        => $"{Plural("container", containers.Count)} {Quoted(containers.Select(container => container.Name))}";

    /// <summary><c>pod</c>, the containers, or both: whoever sets something bad.</summary>
    /// <param name="pod">Whether the pod does.</param>
    /// <param name="containers">The containers that do.</param>
    public static string Setters(bool pod, IReadOnlyCollection<ContainerReader> containers)
        => (pod, containers.Count) switch
        {
            (true, 0) => "pod",
            (true, _) => $"pod and {containers.Named()}",
            _ => containers.Named(),
        };

    /// <summary><c>"a", "b"</c>, in the given order.</summary>
    /// <param name="items">The items.</param>
    public static string Quoted(IEnumerable<string> items) => string.Join(", ", items.Select(item => $"\"{item}\""));

    /// <summary>The items without duplicates, in the order of their bytes.</summary>
    /// <param name="items">The items.</param>
    public static IReadOnlyCollection<string> Sorted(IEnumerable<string> items) => new SortedSet<string>(items, StringComparer.Ordinal);

    /// <summary>The word, with an "s" unless there is one of it.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">How many there are.</param>
    public static string Plural(string word, int count) => count == 1 ? word : word + "s";

    /// <summary>A string as Go's <c>%q</c> prints it.</summary>
    /// <param name="text">The string.</param>
    public static string GoQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u007f' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
