using System.Collections.Concurrent;
using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.UnitTests.Client;

/// <summary>Lists that break between their pages or in the middle of one.</summary>
internal sealed class ApiClientListTests
{
    private const string Expired = """{"kind":"Status","reason":"Expired","message":"The provided continue parameter is too old","code":410}""";

    private static readonly string First = RawServer.Answer("200 OK", """{"metadata":{"continue":"next"},"items":[{"n":1},{"n":2}]}""");
    private static readonly string Second = RawServer.Answer("200 OK", """{"metadata":{},"items":[{"n":3}]}""");
    private static readonly string Broken = Second.Replace("Content-Length: ", "Content-Length: 9", StringComparison.Ordinal);
    private static readonly string Busy = RawServer.Answer("429 Too Many Requests", "too many requests", "Retry-After: 1");

    private static IEnumerable<TestCaseData<string[], int>> Recoveries =>
    [
        new([First, Second], 2) { TestName = "List_TwoPages_AreOneList" },
        new([First, RawServer.Answer("410 Gone", Expired), First, Second], 4) { TestName = "List_ExpiredContinueToken_StartsOver" },
        new([First, Broken, First, Second], 4) { TestName = "List_PageThatBreaksOff_StartsOver" },
        new([First, "", Second], 3) { TestName = "List_PageWithoutAnAnswer_IsAskedForAgain" },
        new([Busy, First, Busy, Second], 4) { TestName = "List_ThrottledPages_AreAskedForAgain" },
    ];

    [TestCaseSource(nameof(Recoveries))]
    public async Task List_Recovery_GivesEveryItemOnce(string[] answers, int requests)
    {
        await using var server = RawServer.Start(answers);
        var (items, error) = await ListAsync(server, default);
        Assert.That(error, Is.Null);
        Assert.That(items, Is.EqualTo(new[] { """{"n":1}""", """{"n":2}""", """{"n":3}""" }));
        Assert.That(server.Requests, Is.EqualTo(requests));
    }

    private static IEnumerable<TestCaseData<string[], UnknownReason, string>> Failures =>
    [
        new([First, RawServer.Answer("410 Gone", Expired), First, RawServer.Answer("410 Gone", Expired), First, RawServer.Answer("410 Gone", Expired)], UnknownReason.NotServed, "too old")
            { TestName = "List_TokenThatAlwaysExpires_IsAnError" },
        new([Broken], UnknownReason.Unreadable, "broke in the middle") { TestName = "List_PageThatAlwaysBreaksOff_IsAnError" },
        new([RawServer.Answer("200 OK", "<html>")], UnknownReason.Unreadable, "not the JSON") { TestName = "List_Html_IsAnError" },
        new([First, RawServer.Answer("403 Forbidden", """{"kind":"Status","message":"no longer"}""")], UnknownReason.NotPermitted, "no longer") { TestName = "List_PermissionLostBetweenPages_IsAnError" },
        new([Busy], UnknownReason.Throttled, "too many requests") { TestName = "List_ThrottledForGood_IsAnError" },
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task List_Failure_IsOneError(string[] answers, UnknownReason kind, string message)
    {
        await using var server = RawServer.Start(answers);
        var (_, error) = await ListAsync(server, default);
        Assert.That(error, Is.Not.Null);
        Assert.That(error!.Kind, Is.EqualTo(kind));
        Assert.That(error.Message, Does.Contain(message));
    }

    [Test]
    public async Task List_ServerThatStopsInTheSecondPage_EndsWithTheDeadline()
    {
        await using var server = RawServer.Start(async (request, stream, token) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request.Number == 1 ? First : Broken), token);
            if (request.Number > 1) await Task.Delay(Timeout.Infinite, token);
        });
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.That((await ListAsync(server, deadline.Token)).Error, Has.Property(nameof(ApiError.Kind)).EqualTo(UnknownReason.TimedOut));
    }

    [Test]
    public async Task List_ManyPages_GrowAndThenStay()
    {
        var limits = new ConcurrentQueue<string>();
        await using var server = RawServer.Start(async (request, stream, token) =>
        {
            limits.Enqueue(request.Head.Split("limit=")[1].Split('&', ' ')[0]);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request.Number < 5 ? First : Second), token);
        });
        Assert.That((await ListAsync(server, default)).Error, Is.Null);
        Assert.That(limits, Is.EqualTo(new[] { "500", "1000", "2000", "2000", "2000" }));
    }

    private static async Task<(List<string> Items, ApiError? Error)> ListAsync(RawServer server, CancellationToken cancellationToken)
    {
        var items = new List<string>();
        using var http = ApiHttp.Create(new ClusterConnection { Name = "test", Server = server.Address });
        var error = await new ApiClient(http, new HastyTime()).ListAsync(
            "api/v1/nodes", item => items.Add(Encoding.UTF8.GetString(item)), items.Clear, cancellationToken);
        return (items, error);
    }
}
