using System.Text;
using System.Text.Json;
using ClusterProbe.Kubernetes.Client;
using CsCheck;

namespace ClusterProbe.UnitTests.Client;

internal sealed class ValueEndTests
{
    private static readonly Gen<string> Strings = Gen.String[Gen.Char["\"\\{}[],:a é"], 0, 90].Select(text => JsonSerializer.Serialize(text, JavaScriptEncoding.Options));

    private static readonly Gen<string> Values = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Strings
        : Gen.OneOf(
            Strings,
            Gen.Const("-1.5e3"),
            inner.Array[0, 6].Select(items => $"[{string.Join(" , ", items)}]"),
            Gen.Select(Strings, inner).Array[0, 6].Select(fields => $"{{{string.Join(',', fields.Select(field => $"{field.Item1}: {field.Item2}"))}}}")));

    /// <summary>The parser of the framework finds the same end, however the value is cut and whatever follows.</summary>
    [Test]
    public void Find_AnyObjectInAnyPieces_EndsWhereTheParserEnds() => Gen.Select(Values, Gen.Int[1, 200], Strings).Sample((value, piece, rest) =>
    {
        var json = Encoding.UTF8.GetBytes($"{{\"a\":{value}}}");
        byte[] given = [.. json, .. Encoding.UTF8.GetBytes($",{rest}]}}")];
        return Ends(given, piece).SequenceEqual([ParserEnd(given), ParserEnd(given)]) && ParserEnd(given) == json.Length;
    });

    [TestCase("{}", 2)]
    [TestCase("[]}", 2)]
    [TestCase("{", -1)]
    [TestCase("""{"a":"}""", -1)]
    [TestCase("""{"a":"\\"}""", 10)]
    [TestCase("""{"a":"\"}""", -1)]
    public void Find_ShortValue_EndsAtItsBracket(string value, int length) => Assert.That(new ValueEnd().Find(Encoding.UTF8.GetBytes(value)), Is.EqualTo(length));

    /// <summary>The same value twice: the second time, nothing is left of the first.</summary>
    private static IEnumerable<int> Ends(byte[] given, int piece)
    {
        var end = new ValueEnd();
        for (var time = 0; time < 2; time++)
        {
            var length = -1;
            for (var size = Math.Min(piece, given.Length); (length = end.Find(given.AsSpan(0, size))) < 0 && size < given.Length;) size = Math.Min(size + piece, given.Length);
            yield return length;
        }
    }

    private static int ParserEnd(byte[] given)
    {
        var reader = new Utf8JsonReader(given);
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }

    private static class JavaScriptEncoding
    {
        public static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }
}
