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
    /// <param name="reader">The reader, which afterwards begins behind the value.</param>
    /// <param name="item">All of the JSON.</param>
    /// <param name="passed">How much of it lies before what the reader counts from.</param>
    public static void SkipLargeValue(this ref Utf8JsonReader reader, ReadOnlySpan<byte> item, ref int passed)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var start = passed + (int)reader.TokenStartIndex;
        if (new ValueEnd().Find(item[start..]) is > 0 and var length)
        {
            passed = start + length;
            reader = new Utf8JsonReader(item[passed..], isFinalBlock: true, ValueEnd.Behind(ref reader));
        }
        else
        {
            reader.Skip();
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
