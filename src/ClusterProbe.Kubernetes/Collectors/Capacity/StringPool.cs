using System.Text.Json;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Keeps one copy of each text that objects of a list repeat: names of nodes and resources, labels.</summary>
internal sealed class StringPool
{
    /// <summary>Longer texts are no names, and are not kept.</summary>
    private const int MaxLength = 512;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public StringPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of the current token, which is a string or a property name.</summary>
    public string Get(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > MaxLength) return reader.GetString()!;
        Span<char> buffer = stackalloc char[MaxLength];
        var text = buffer[..reader.CopyString(buffer)];
        if (_lookup.TryGetValue(text, out var known)) return known;
        var added = text.ToString();
        _texts.Add(added);
        return added;
    }

    /// <summary>The text of the next token if that is a string; otherwise empty, and the value is passed over.</summary>
    public string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return Get(ref reader);
        reader.Skip();
        return "";
    }
}
