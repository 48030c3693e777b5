using System.Collections.Immutable;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Something wrong in a profile document.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Path">The field, such as <c>spec.shapes[0].os</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Nearest">The valid name that was probably meant; null when there is none.</param>
public sealed record ProfileError(string File, int Line, int Column, string Path, string Message, string? Nearest = null)
{
    /// <summary>As compilers write it: <c>profile.yaml:12:5: spec.shapes[0].os: "linus" is not valid; did you mean "linux"?</c></summary>
    public override string ToString()
    {
        var path = Path.Length == 0 ? "" : $"{Path}: ";
        var hint = Nearest is null ? "" : $"; did you mean \"{Nearest}\"?";
        return DisplayText.Clean($"{File}:{Line}:{Column}: {path}{Message}{hint}");
    }
}

/// <summary>What came of reading a profile document.</summary>
/// <param name="Profile">The profile; null when there is an error.</param>
/// <param name="Errors">All that is wrong, in the order of the file.</param>
public sealed record ParsedProfile(Profile? Profile, ImmutableArray<ProfileError> Errors);
