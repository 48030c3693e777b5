using System.Net;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing;

namespace ClusterProbe.UnitTests.Client;

/// <summary>Writes, and when they are sent again.</summary>
internal sealed class ApiClientWriteTests
{
    private const string Written = """{"metadata":{"name":"a","resourceVersion":"2"}}""";

    [Test]
    public async Task Apply_IsAPatchOfTheFieldManager()
    {
        var server = new ScriptedApi(_ => ScriptedApi.Json(Written));
        var result = await server.Client(new HastyTime()).ApplyAsync("/apis/x/v1/things/a", "{}"u8.ToArray(), "me & you", force: true, WrittenContext.Default.WrittenObject, default);
        Assert.That(result.Value?.Metadata?.ResourceVersion, Is.EqualTo("2"));
        Assert.That(server.Requests.Single(), Is.EqualTo(new ScriptedRequest("PATCH", "/apis/x/v1/things/a?fieldManager=me%20%26%20you&force=true", "application/apply-patch+yaml", "{}")));
    }

    [TestCase("apply", true, TestName = "Apply_Throttled_IsSentAgain")]
    [TestCase("replace", true, TestName = "Replace_Throttled_IsSentAgain")]
    [TestCase("merge", true, TestName = "Merge_Throttled_IsSentAgain")]
    [TestCase("delete", true, TestName = "Delete_Throttled_IsSentAgain")]
    [TestCase("create", false, TestName = "Create_Throttled_IsNotSentAgain")]
    public async Task Write_Throttled(string write, bool isSentAgain)
    {
        var server = Throttling(HttpStatusCode.TooManyRequests, retryAfter: true);
        var error = await WriteAsync(server.Client(new HastyTime()), write);
        Assert.That(error is null, Is.EqualTo(isSentAgain));
        Assert.That(server.Requests, Has.Count.EqualTo(isSentAgain ? 2 : 1));
    }

    [TestCase(HttpStatusCode.ServiceUnavailable, true, 2)]
    [TestCase(HttpStatusCode.ServiceUnavailable, false, 1)]
    [TestCase(HttpStatusCode.TooManyRequests, false, 1)]
    [TestCase(HttpStatusCode.InternalServerError, true, 1)]
    [TestCase(HttpStatusCode.GatewayTimeout, true, 1)]
    [TestCase(HttpStatusCode.Conflict, true, 1)]
    public async Task Apply_Refused_IsSentAgainOnlyWhenTheServerAsksForIt(HttpStatusCode status, bool retryAfter, int requests)
    {
        var server = Throttling(status, retryAfter);
        await WriteAsync(server.Client(new HastyTime()), "apply");
        Assert.That(server.Requests, Has.Count.EqualTo(requests));
    }

    [TestCase("apply", 4)]
    [TestCase("create", 1)]
    public async Task Write_WithoutAnswer_IsSentAgainWhenItMeansTheSameTwice(string write, int requests)
    {
        var server = new ScriptedApi(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        var error = await WriteAsync(server.Client(new HastyTime()), write);
        Assert.That((error?.Kind, error?.Attempts, server.Requests.Count), Is.EqualTo((UnknownReason.Unreachable, requests, requests)));
    }

    [Test]
    public async Task Replace_Conflict_IsOne()
    {
        var server = new ScriptedApi(_ => ScriptedApi.Refuse(409, "Conflict", "the object has been modified"));
        var error = await WriteAsync(server.Client(new HastyTime()), "replace");
        Assert.That((error?.IsConflict, error?.Reason), Is.EqualTo((true, "Conflict")));
    }

    [Test]
    public async Task Delete_OfWhatIsNotThere_IsDone()
        => Assert.That(await WriteAsync(new ScriptedApi(_ => ScriptedApi.Refuse(404, "NotFound")).Client(new HastyTime()), "delete"), Is.Null);

    [Test]
    public async Task Observer_IsToldOfEachAttempt()
    {
        var observer = new Observer();
        var answers = new Queue<HttpResponseMessage>([ScriptedApi.Refuse(500, "InternalError"), ScriptedApi.Json(Written)]);
        answers.First().Headers.Date = DateTimeOffset.UnixEpoch;
        await new ScriptedApi(_ => answers.Dequeue()).Client(new HastyTime(), observer).GetAsync("/api/v1/nodes/a", WrittenContext.Default.WrittenObject, default);
        Assert.That(observer.Attempts.Select(attempt => (attempt.Kind, attempt.Code, attempt.IsRetry, attempt.ServerDate)), Is.EqualTo(new[]
        {
            (new RequestKind("get", "nodes"), 500, false, (DateTimeOffset?)DateTimeOffset.UnixEpoch),
            (new RequestKind("get", "nodes"), 200, true, null),
        }));
    }

    [Test]
    public async Task Observer_IsToldOfNoAnswer()
    {
        var observer = new Observer();
        await WriteAsync(new ScriptedApi(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError)).Client(new HastyTime(), observer), "apply");
        Assert.That(observer.Attempts.Single().Code, Is.Zero);
    }

    private static ScriptedApi Throttling(HttpStatusCode status, bool retryAfter)
    {
        var isFirst = true;
        return new ScriptedApi(_ =>
        {
            var answer = isFirst ? ScriptedApi.Refuse((int)status, "") : ScriptedApi.Json(Written);
            if (isFirst && retryAfter) answer.Headers.Add("Retry-After", "1");
            isFirst = false;
            return answer;
        });
    }

    private static async Task<ApiError?> WriteAsync(ApiClient api, string write)
    {
        var body = "{}"u8.ToArray();
        var type = WrittenContext.Default.WrittenObject;
        return write switch
        {
            "apply" => (await api.ApplyAsync("/apis/x/v1/things/a", body, "me", force: true, type, default)).Error,
            "replace" => (await api.ReplaceAsync("/apis/x/v1/things/a", body, type, default)).Error,
            "merge" => (await api.MergeAsync("/apis/x/v1/things/a", body, type, default)).Error,
            "create" => (await api.CreateAsync("/apis/x/v1/things", body, type, default)).Error,
            _ => await api.DeleteAsync("/apis/x/v1/things/a", default),
        };
    }

    private sealed class Observer : IApiObserver
    {
        public List<ApiAttempt> Attempts { get; } = [];

        public void Observe(ApiAttempt attempt) => Attempts.Add(attempt);
    }
}
