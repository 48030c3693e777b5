using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Gathers the errors of one document, so that its author sees all of them at once.</summary>
internal sealed class ErrorList(string file)
{
    /// <summary>More would not be read, and a hostile document could have a million.</summary>
    private const int Most = 100;

    private readonly List<ProfileError> errors = [];

    public void Add(YamlValue at, string path, string message, string? nearest = null) => Add(at.Line, at.Column, path, message, nearest);

    public void Add(int line, int column, string path, string message, string? nearest = null)
    {
        var error = new ProfileError(file, line, column, path, message, nearest);
        if (errors.Count < Most && !errors.Contains(error)) errors.Add(error);
    }

    public ImmutableArray<ProfileError> InOrder() => [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>A text of the document in quotes, shortened when it is long.</summary>
    public static string Quote(string text) => text.Length <= 80 ? $"\"{text}\"" : $"\"{text[..80]}…\"";
}
