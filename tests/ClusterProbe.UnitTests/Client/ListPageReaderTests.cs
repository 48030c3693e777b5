using System.Text;
using System.Text.Json;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.UnitTests.Client;

internal sealed class ListPageReaderTests
{
    private const string Page = """
        {"kind":"PodList","apiVersion":"v1","metadata":{"remainingItemCount":3,"continue":"a+b/c==","resourceVersion":"7"},
         "items":[ {"metadata":{"name":"a","x":[1,{"y":"}"}]}} ,{"metadata":{"name":"b"}},
          null, 7, "odd", {"metadata":{"name":"c \" ] }"}}]  }
        """;

    /// <summary>Every size of the pieces in which a body can arrive gives the same items: no boundary falls into a blind spot.</summary>
    [Test]
    public async Task Read_BodyInPiecesOfAnySize_GivesEveryObjectOnce([Range(1, 64)] int pieceSize)
    {
        var (items, token) = await ReadAsync(Page, pieceSize);
        Assert.That(items.Select(NameOf), Is.EqualTo(new[] { "a", "b", "c \" ] }" }));
        Assert.That(token, Is.EqualTo("a+b/c=="));
    }

    [Test]
    public async Task Read_MetadataBehindTheItems_IsFound()
        => Assert.That((await ReadAsync("""{"items":[{}],"metadata":{"continue":"t"}}""", 5)).Token, Is.EqualTo("t"));

    [TestCase("""{"items":null,"metadata":{}}""", 0)]
    [TestCase("""{"items":[],"metadata":{"continue":""}}""", 0)]
    [TestCase("""{"items":[{}, {}]}""", 2)]
    public async Task Read_ShortLists_EndWithoutAnotherPage(string page, int expected)
    {
        var (items, token) = await ReadAsync(page, 3);
        Assert.That(items, Has.Count.EqualTo(expected));
        Assert.That(token, Is.Null);
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("<html>")]
    [TestCase("""{"kind":"Status"}""")]
    [TestCase("""{"items":[{"a":1}""")]
    [TestCase("""{"items":[{"a":1}]""")]
    [TestCase("""{"items":{"a":1}}""")]
    [TestCase("""{"items":[{}]} trailing""")]
    public void Read_NotACompleteList_Throws(string page)
        => Assert.That(async () => await ReadAsync(page, 4), Throws.InstanceOf<JsonException>());

    [Test]
    public void Read_OneItemLargerThanTheCap_Throws()
        => Assert.That(
            async () => await ReadAsync($$"""{"items":[{"a":"{{new string('x', ApiClient.ObjectCap + 1)}}"}]}""", 1 << 20),
            Throws.InstanceOf<BodyTooLargeException>());

    [Test]
    public async Task Read_ItemLargerThanTheBuffer_IsGivenWhole()
    {
        var (items, _) = await ReadAsync("""{"items":[{"metadata":{"name":"NAME"}}]}""".Replace("NAME", new string('x', 1 << 20), StringComparison.Ordinal), 100_000);
        Assert.That(NameOf(items.Single()), Has.Length.EqualTo(1 << 20));
    }

    private static async Task<(List<string> Items, string? Token)> ReadAsync(string page, int pieceSize)
    {
        var items = new List<string>();
        string? token = null;
        await ListPageReader.ReadAsync(
            new PiecewiseStream(Encoding.UTF8.GetBytes(page), pieceSize), item => items.Add(Encoding.UTF8.GetString(item)), more => token = more, default);
        return (items, token);
    }

    private static string? NameOf(string item) => JsonDocument.Parse(item).RootElement.GetProperty("metadata").GetProperty("name").GetString();

    private sealed class PiecewiseStream(byte[] content, int pieceSize) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(pieceSize, buffer.Length)], cancellationToken);
    }
}
