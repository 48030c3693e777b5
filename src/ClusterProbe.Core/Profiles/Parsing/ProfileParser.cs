using System.Text;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads <c>ClusterReadiness</c> documents. Whatever the input, the outcome is a profile or errors that name their place.</summary>
public static class ProfileParser
{
    /// <summary>The largest document that is read, in bytes.</summary>
    public const int LargestDocument = 1 << 20;

    /// <summary>Reads a document of UTF-8 text, and no more of it than <see cref="LargestDocument"/>.</summary>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="stream">The file's content.</param>
    /// <param name="checkCodes">The codes that waivers can name.</param>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static ParsedProfile Parse(string file, Stream stream, IReadOnlyCollection<string> checkCodes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new byte[LargestDocument + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > LargestDocument) return Failed(file, $"the file is larger than {LargestDocument >> 20} MiB");
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
            return Parse(file, text.TrimStart('\ufeff'), checkCodes);
        }
        catch (DecoderFallbackException)
        {
            return Failed(file, "the file is not UTF-8 text");
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="checkCodes">The codes that waivers can name.</param>
    public static ParsedProfile Parse(string file, string text, IReadOnlyCollection<string> checkCodes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(checkCodes);
        if (text.Length > LargestDocument) return Failed(file, $"the file is larger than {LargestDocument >> 20} MiB");
        var errors = new ErrorList(file);
        if (HasControlCharacters(text, errors)) return new ParsedProfile(null, errors.InOrder());

        var profile = YamlReader.Read(text, errors) is { } root
            ? new Field(root, root, "", errors).Mapping(fields => DocumentReader.Read(fields, checkCodes))
            : null;
        var found = errors.InOrder();
        return new ParsedProfile(found.IsEmpty ? profile : null, found);
    }

    /// <summary>The YAML parser takes a NUL for the end of the document, and would not look at what is behind it.</summary>
    private static bool HasControlCharacters(string text, ErrorList errors)
    {
        var (line, column) = (1, 1);
        foreach (var character in text)
        {
            if (char.IsControl(character) && character is not ('\t' or '\n' or '\r'))
            {
                errors.Add(line, column, "", $"the control character U+{(int)character:X4} is not allowed");
                return true;
            }

            (line, column) = character == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return false;
    }

    private static ParsedProfile Failed(string file, string message) => new(null, [new ProfileError(file, 1, 1, "", message)]);
}
