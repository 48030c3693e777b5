using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing;

namespace ClusterProbe.UnitTests.Client;

/// <summary>Watches: what they say, and the ways in which they end.</summary>
internal sealed class ApiClientWatchTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";

    [Test]
    public async Task Watch_Changes_AreGivenInOrderAndThenTheEnd()
    {
        var events = await WatchAsync(Event("ADDED", "a", 5) + Event("MODIFIED", "a", 6) + "\n" + Event("BOOKMARK", "", 9) + Event("DELETED", "a", 12));
        Assert.That(events.Select(change => (change.Kind, change.ResourceVersion, change.Object?.Metadata?.Name)), Is.EqualTo(new[]
        {
            (WatchEventKind.Added, "5", "a"), (WatchEventKind.Modified, "6", "a"), (WatchEventKind.Bookmark, "9", null),
            (WatchEventKind.Deleted, "12", "a"), (WatchEventKind.Ended, "12", (string?)null),
        }));
    }

    [Test]
    public async Task Watch_Query_NamesVersionAndTimeout()
    {
        var head = "";
        await using var server = RawServer.Start((request, stream, token) =>
        {
            head = request.Head;
            return stream.WriteAsync(Encoding.ASCII.GetBytes(Head), token).AsTask();
        });
        await WatchAsync(server);
        Assert.That(head, Does.StartWith("GET /things?watch=1&allowWatchBookmarks=true&resourceVersion=4&timeoutSeconds=300 "));
    }

    [Test]
    public async Task Watch_Event_ArrivesWhileTheConnectionIsOpen()
    {
        var mayEnd = new TaskCompletionSource();
        await using var server = RawServer.Start(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + Event("ADDED", "a", 5)), token);
            await stream.FlushAsync(token);
            await mayEnd.Task.WaitAsync(token);
        });
        await foreach (var change in Connect(server).WatchAsync("things", "4", TimeSpan.FromMinutes(5), WrittenContext.Default.WrittenObject, default))
        {
            if (change.Kind == WatchEventKind.Added) mayEnd.SetResult();
            else Assert.That(change.Kind, Is.EqualTo(WatchEventKind.Ended));
        }

        Assert.That(mayEnd.Task.IsCompleted);
    }

    [TestCase("""{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}}""", WatchEventKind.Expired, "too old resource version")]
    [TestCase("""{"type":"ERROR","object":{"kind":"Status","code":500,"message":"boom"}}""", WatchEventKind.Failed, "boom")]
    [TestCase("""{"type":"ERROR","object":{}}""", WatchEventKind.Failed, "the watch ended with an error")]
    [TestCase("""{"type":"NEWS","object":{"metadata":{"resourceVersion":"7"}}}""", WatchEventKind.Failed, "not the JSON that was expected")]
    [TestCase("""{"type":"ENDED","object":{"metadata":{"resourceVersion":"7"}}}""", WatchEventKind.Failed, "not the JSON that was expected")]
    [TestCase("""{"type":"ADDED","object":{"metadata":{}}}""", WatchEventKind.Failed, "not the JSON that was expected")]
    [TestCase("""{"type":"ADDED","obj""", WatchEventKind.Failed, "not the JSON that was expected")]
    [TestCase("<html>", WatchEventKind.Failed, "not the JSON that was expected")]
    [TestCase("null", WatchEventKind.Failed, "not the JSON that was expected")]
    public async Task Watch_BadNews_EndIt(string body, WatchEventKind kind, string message)
    {
        var events = await WatchAsync(Event("ADDED", "a", 5) + body);
        Assert.That(events[^1].Kind, Is.EqualTo(kind));
        Assert.That(events[^1].Error?.Message, Does.Contain(message));
    }

    [TestCase("410 Gone", WatchEventKind.Expired, UnknownReason.NotServed)]
    [TestCase("429 Too Many Requests", WatchEventKind.Failed, UnknownReason.Throttled)]
    [TestCase("403 Forbidden", WatchEventKind.Failed, UnknownReason.NotPermitted)]
    public async Task Watch_Refused_IsSaidOnce(string status, WatchEventKind kind, UnknownReason reason)
    {
        await using var server = RawServer.Start(RawServer.Answer(status));
        var events = await WatchAsync(server);
        Assert.That(events.Select(change => (change.Kind, change.Error?.Kind)), Is.EqualTo(new[] { (kind, (UnknownReason?)reason) }));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Watch_EventLargerThanAnObject_IsNotRead()
    {
        var large = Event("ADDED", new string('x', ApiClient.ObjectCap + (1 << 20)), 7);
        var events = await WatchAsync(Event("ADDED", "a", 5) + large);
        Assert.That(events.Select(change => change.Kind), Is.EqualTo(new[] { WatchEventKind.Added, WatchEventKind.Failed }));
        Assert.That(events[^1].Error?.Message, Does.Contain("larger than 8 MiB"));
    }

    [Test]
    public async Task Watch_ManyEvents_MayBeLargerTogether()
    {
        var name = new string('x', 3 << 20);
        var events = await WatchAsync(string.Concat(Enumerable.Range(5, 5).Select(version => Event("ADDED", name, version))));
        Assert.That(events.Select(change => change.Kind), Is.EqualTo(new[] { WatchEventKind.Added, WatchEventKind.Added, WatchEventKind.Added, WatchEventKind.Added, WatchEventKind.Added, WatchEventKind.Ended }));
    }

    [Test]
    public async Task Watch_SilentBeyondItsEnd_IsGivenUp()
    {
        var time = new HastyTime();
        await using var server = RawServer.Start(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        var api = new ApiClient(ApiHttp.Create(new ClusterConnection { Name = "test", Server = server.Address }), time);
        var events = await ReadAsync(api, default);
        Assert.That(events.Single().Kind, Is.EqualTo(WatchEventKind.Failed));
        Assert.That(time.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(330) }));
    }

    [Test]
    public async Task Watch_CallerEndsIt_SaysNothingMore()
    {
        using var stop = new CancellationTokenSource();
        await using var server = RawServer.Start(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + Event("ADDED", "a", 5)), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        var kinds = new List<WatchEventKind>();
        await foreach (var change in Connect(server).WatchAsync("things", "4", TimeSpan.FromMinutes(5), WrittenContext.Default.WrittenObject, stop.Token))
        {
            kinds.Add(change.Kind);
            await stop.CancelAsync();
        }

        Assert.That(kinds, Is.EqualTo(new[] { WatchEventKind.Added }));
    }

    private static string Event(string type, string name, int version) => $$$"""{"type":"{{{type}}}","object":{"metadata":{"name":"{{{name}}}","resourceVersion":"{{{version}}}"} } }""" + "\n";

    private static async Task<List<WatchEvent<WrittenObject>>> WatchAsync(string body)
    {
        await using var server = RawServer.Start(Head + body);
        return await WatchAsync(server);
    }

    private static Task<List<WatchEvent<WrittenObject>>> WatchAsync(RawServer server) => ReadAsync(Connect(server), default);

    private static async Task<List<WatchEvent<WrittenObject>>> ReadAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var events = new List<WatchEvent<WrittenObject>>();
        await foreach (var change in api.WatchAsync("things", "4", TimeSpan.FromMinutes(5), WrittenContext.Default.WrittenObject, cancellationToken)) events.Add(change);
        return events;
    }

    private static ApiClient Connect(RawServer server) => new(ApiHttp.Create(new ClusterConnection { Name = "test", Server = server.Address }), TimeProvider.System);
}
