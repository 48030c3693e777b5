using System.Diagnostics;
using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.UnitTests.Client;

/// <summary>What API servers, and the proxies in front of them, answer on a bad day.</summary>
internal sealed class ApiClientAnswerTests
{
    private const string Version = """{"major":"1","minor":"37","gitVersion":"v1.37.2"}""";
    private const string Forbidden = """{"kind":"Status","reason":"Forbidden","message":"nodes is forbidden: User \"dev\" cannot list resource \"nodes\"","code":403}""";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [TestCase("200 OK", "", UnknownReason.Unreadable, "not the JSON that was expected", 1, TestName = "Get_EmptyBody_IsUnreadable")]
    [TestCase("200 OK", "null", UnknownReason.Unreadable, "an empty document", 1, TestName = "Get_NullBody_IsUnreadable")]
    [TestCase("200 OK", "<html>Sign in</html>", UnknownReason.Unreadable, "not the JSON that was expected", 1, TestName = "Get_HtmlBody_IsUnreadable")]
    [TestCase("200 OK", "[1]", UnknownReason.Unreadable, "not the JSON that was expected", 1, TestName = "Get_OtherJson_IsUnreadable")]
    [TestCase("200 OK", """{"major":""", UnknownReason.Unreadable, "not the JSON that was expected", 1, TestName = "Get_HalfAnObject_IsUnreadable")]
    [TestCase("302 Found", "", UnknownReason.Unreadable, "Found", 1, TestName = "Get_Redirect_IsNotFollowed")]
    [TestCase("401 Unauthorized", """{"kind":"Status","reason":"Unauthorized","message":"Unauthorized"}""", UnknownReason.NotPermitted, "Unauthorized", 1, TestName = "Get_ExpiredToken_IsNotPermitted")]
    [TestCase("403 Forbidden", Forbidden, UnknownReason.NotPermitted, "cannot list resource \"nodes\"", 1, TestName = "Get_Forbidden_IsNotPermittedInTheServersWords")]
    [TestCase("404 Not Found", "404 page not found\n", UnknownReason.NotServed, "404 page not found", 1, TestName = "Get_NotServed_IsNotServed")]
    [TestCase("429 Too Many Requests", "Too many requests, please try again later.\n", UnknownReason.Throttled, "please try again later", 4, TestName = "Get_Throttled_IsRetriedAndCounted")]
    [TestCase("500 Internal Server Error", "{}", UnknownReason.ServerError, "{}", 4, TestName = "Get_ServerError_IsRetried")]
    [TestCase("502 Bad Gateway", "<html>nginx</html>", UnknownReason.ServerError, "Bad Gateway", 4, TestName = "Get_ErrorPageOfAProxy_IsItsReason")]
    [TestCase("503 Service Unavailable", "service unavailable", UnknownReason.ServerError, "service unavailable", 4, TestName = "Get_GroupThatIsDown_IsRetried")]
    [TestCase("599 Whatever", "\u0000\u0001", UnknownReason.ServerError, "\u0000", 1, TestName = "Get_OddStatus_IsAServerError")]
    public async Task Get_Failure_IsOneError(string status, string body, UnknownReason kind, string message, int attempts)
    {
        await using var server = RawServer.Start(RawServer.Answer(status, body));
        var error = await FailAsync(server.Address);
        Assert.Multiple(() =>
        {
            Assert.That(error.Kind, Is.EqualTo(kind));
            Assert.That(error.Message, Does.Contain(message).And.Not.Contain("   at "));
            Assert.That(error.Attempts, Is.EqualTo(attempts));
            Assert.That(server.Requests, Is.EqualTo(attempts));
        });
    }

    [Test]
    public async Task Get_AfterRetryAfter_IsAskedAgainThenAndNotBefore()
    {
        var time = new HastyTime();
        await using var server = RawServer.Start(RawServer.Answer("429 Too Many Requests", "slow down", "Retry-After: 7"), RawServer.Answer("200 OK", Version));
        var api = Connect(server.Address, time);
        var result = await api.GetAsync("version", ServerContext.Default.VersionDto, default);
        Assert.That(result.Value?.GitVersion, Is.EqualTo("v1.37.2"));
        Assert.That(time.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(7) }));
        Assert.That(api.RequestCount, Is.EqualTo(2));
    }

    [Test]
    public async Task Get_RetryAfterBeyondTheDeadline_SaysWhatTheServerSaid()
    {
        await using var server = RawServer.Start(RawServer.Answer("429 Too Many Requests", "slow down", "Retry-After: 3600"));
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        var error = await FailAsync(server.Address, TimeProvider.System, deadline.Token);
        Assert.That(clock.Elapsed, Is.LessThan(Deadline));
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.TimedOut));
        Assert.That(error.Message, Is.EqualTo("no complete answer before the deadline; the last answer was HTTP 429 Too Many Requests"));
    }

    [TestCase("500 Internal Server Error")]
    [TestCase("504 Gateway Timeout")]
    public async Task Ask_ServerError_IsTheAnswerAndNotRetried(string status)
    {
        await using var server = RawServer.Start(RawServer.Answer(status, """{"kind":"Status","message":"failed calling webhook"}"""));
        var result = await Connect(server.Address, new HastyTime()).AskAsync("x", "{}"u8.ToArray(), ServerContext.Default.VersionDto, default);
        Assert.That(result.Error?.Message, Is.EqualTo("failed calling webhook"));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"major\":\"1\"", TestName = "Get_BodyShorterThanAnnounced_IsUnreadable")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"major\"\r\n", TestName = "Get_ChunksThatEndEarly_IsUnreadable")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", TestName = "Get_ChunksThatAreNone_IsUnreadable")]
    public async Task Get_BrokenBody_IsUnreadable(string answer)
    {
        await using var server = RawServer.Start(answer);
        var error = await FailAsync(server.Address);
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.Unreadable));
        Assert.That(error.Message, Is.EqualTo("the connection broke in the middle of the answer"));
    }

    [TestCase("", TestName = "Get_ConnectionClosedWithoutAnAnswer_IsUnreachable")]
    [TestCase("SSH-2.0-OpenSSH_9.2\r\n\r\n", TestName = "Get_ServerThatSpeaksNoHttp_IsUnreachable")]
    public async Task Get_NoHttpAnswer_IsUnreachable(string answer)
    {
        await using var server = RawServer.Start(answer);
        Assert.That((await FailAsync(server.Address)).Kind, Is.EqualTo(UnknownReason.Unreachable));
    }

    [Test]
    public async Task Get_BodyWithoutEnd_IsGivenUpAtTheCap()
    {
        await using var server = RawServer.Start(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n{\"major\":\""u8.ToArray(), token);
            while (true) await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 1 << 16)), token);
        });
        var error = await FailAsync(server.Address);
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.Unreadable));
        Assert.That(error.Message, Is.EqualTo("the answer is larger than 8 MiB and was not read"));
    }

    [TestCase("", TestName = "Get_ServerThatNeverAnswers_EndsWithTheDeadline")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"major\":", TestName = "Get_ServerThatStopsInTheBody_EndsWithTheDeadline")]
    [TestCase("HTTP/1.1 403 Forbidden\r\nContent-Length: 500\r\n\r\n{\"kind\":", TestName = "Get_ServerThatStopsInAnError_EndsWithTheDeadline")]
    public async Task Get_Silence_EndsWithTheDeadline(string beginning)
    {
        await using var server = RawServer.Start(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        var error = await FailAsync(server.Address, cancellationToken: deadline.Token);
        Assert.That(clock.Elapsed, Is.LessThan(Deadline));
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.TimedOut));
        Assert.That(error.Message, Does.StartWith("no complete answer before the deadline"));
    }

    private static async Task<ApiError> FailAsync(Uri server, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var result = await Connect(server, time ?? new HastyTime()).GetAsync("version", ServerContext.Default.VersionDto, cancellationToken);
        Assert.That(result.Value, Is.Null);
        return result.Error!;
    }

    private static ApiClient Connect(Uri server, TimeProvider time) => new(ApiHttp.Create(new ClusterConnection { Name = "test", Server = server }), time);
}
