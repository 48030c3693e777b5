using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Lists;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Scale;

/// <summary>An item of a generated list, rendered once; only its numbers are written anew for each copy.</summary>
/// <remarks>A number's place in the text is a run of one capital letter, which sets its width: <c>NNNNN</c>.</remarks>
internal sealed class ItemTemplate
{
    private readonly byte[] _json;
    private readonly JsonObject _prototype;
    private readonly ImmutableArray<Number> _numbers;

    /// <summary>Renders an object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="numbers">The number for each place, from the item's index.</param>
    public ItemTemplate(JsonObject item, params ImmutableArray<(string Place, Func<long, long> Of)> numbers)
    {
        _prototype = item;
        _json = ApiJson.Render(item);
        _numbers = [.. numbers.SelectMany(number => OffsetsOf(number.Place).Select(offset => new Number(offset, number.Place.Length, number.Of)))];
    }

    /// <summary>A list of copies.</summary>
    /// <param name="count">How many.</param>
    public GeneratedList Repeat(long count) => new(count, _prototype, Write);

    /// <summary>Reads an object from an embedded file.</summary>
    public static JsonObject ReadItem(string file) => ManifestReader.Read(EmbeddedText.Read(file)).Single();

    private void Write(IBufferWriter<byte> body, long index)
    {
        var item = body.GetSpan(_json.Length)[.._json.Length];
        _json.CopyTo(item);
        foreach (var number in _numbers)
        {
            // "D" with the width's digits writes leading zeros.
            number.Of(index).TryFormat(item.Slice(number.Offset, number.Width), out _, number.Format, CultureInfo.InvariantCulture);
        }

        body.Advance(_json.Length);
    }

    private IEnumerable<int> OffsetsOf(string place)
    {
        var bytes = Encoding.UTF8.GetBytes(place);
        for (var offset = _json.AsSpan().IndexOf(bytes); offset >= 0; offset = Next(offset, bytes)) yield return offset;
    }

    private int Next(int offset, byte[] place)
    {
        var from = offset + place.Length;
        return _json.AsSpan(from).IndexOf(place) is >= 0 and var next ? from + next : -1;
    }

    private readonly record struct Number(int Offset, int Width, Func<long, long> Of)
    {
        public string Format { get; } = $"D{Width}";
    }
}
