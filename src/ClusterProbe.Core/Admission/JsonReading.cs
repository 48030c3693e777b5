using System.Text.Json;

namespace ClusterProbe.Core.Admission;

/// <summary>Reads JSON whose shape nobody guarantees: missing, null and of another type are all "not set".</summary>
internal static class JsonReading
{
    /// <summary>A field; null when not set.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The field.</param>
    public static JsonElement? Child(this JsonElement? element, string name)
        => element is { ValueKind: JsonValueKind.Object } parent
            && parent.TryGetProperty(name, out var child)
            && child.ValueKind != JsonValueKind.Null
                ? child
                : null;

    /// <inheritdoc cref="Child(JsonElement?, string)"/>
    public static JsonElement? Child(this JsonElement element, string name) => ((JsonElement?)element).Child(name);

    /// <summary>The items of a list; none when not set.</summary>
    /// <param name="element">The list.</param>
    public static IEnumerable<JsonElement> Items(this JsonElement? element)
        => element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A string field; null when not set.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The field.</param>
    public static string? Text(this JsonElement? element, string name)
        => element.Child(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <inheritdoc cref="Text(JsonElement?, string)"/>
    public static string? Text(this JsonElement element, string name) => ((JsonElement?)element).Text(name);

    /// <summary>The strings of a list field; none when not set.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The field.</param>
    public static IEnumerable<string> Texts(this JsonElement? element, string name)
        => element.Child(name).Items().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    /// <summary>A boolean field; null when not set.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The field.</param>
    public static bool? Flag(this JsonElement? element, string name)
        => element.Child(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>An integer field; null when not set.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The field.</param>
    public static long? Integer(this JsonElement? element, string name)
        => element.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
