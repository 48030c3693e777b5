using System.Text.Json;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Walks JSON whose shape nobody guarantees: a value of another type than the expected one is passed over.</summary>
internal static class JsonWalk
{
    /// <summary>Whether the next value is an object, which is then entered.</summary>
    public static bool EnterObject(this ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartObject);

    /// <summary>Whether the next value is an array, which is then entered.</summary>
    public static bool EnterArray(this ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartArray);

    /// <summary>Whether the object that was entered has a further property, whose name is then the current token.</summary>
    public static bool NextProperty(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the array that was entered has a further item that is an object, which is then entered.</summary>
    public static bool NextObject(this ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) return true;
            reader.Skip();
        }

        return false;
    }

    /// <summary>Passes over the value of the current property.</summary>
    public static void SkipValue(this ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Passes over the value of the current property without reading what is in it: half of a pod is who manages which field.</summary>
    /// <param name="reader">The reader, which goes on behind the value.</param>
    /// <param name="json">What the reader reads from its beginning; afterwards, what is behind the value.</param>
    public static void SkipLargeValue(this ref Utf8JsonReader reader, ref ReadOnlySpan<byte> json)
    {
        var rest = json[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8);
        var isArray = rest is [(byte)'[', ..];
        if ((isArray || rest is [(byte)'{', ..]) && new ValueEnd().Find(rest) is > 0 and var length)
        {
            var empty = new Utf8JsonReader(isArray ? "[]"u8 : "{}"u8, isFinalBlock: false, reader.CurrentState);
            while (empty.Read())
            {
            }

            json = rest[length..];
            reader = new Utf8JsonReader(json, isFinalBlock: true, empty.CurrentState);
        }
        else
        {
            reader.SkipValue();
        }
    }

    /// <summary>Whether the next value is this text.</summary>
    public static bool ReadEquals(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.ValueTextEquals(text);
        reader.Skip();
        return false;
    }

    /// <summary>Whether the next value is true.</summary>
    public static bool ReadTrue(this ref Utf8JsonReader reader)
    {
        reader.SkipValue();
        return reader.TokenType == JsonTokenType.True;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start) return true;
        reader.Skip();
        return false;
    }
}
