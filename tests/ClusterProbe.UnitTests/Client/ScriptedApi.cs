using System.Net;
using System.Net.Http.Headers;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.UnitTests.Client;

/// <summary>An API server in the same thread: gives an answer to each request, at once, and remembers what was asked.</summary>
internal sealed class ScriptedApi(Func<ScriptedRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<ScriptedRequest> Requests { get; } = [];

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK)
        => new(status) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };

    public static HttpResponseMessage Refuse(int code, string reason, string message = "no")
        => Json($$"""{"kind":"Status","status":"Failure","reason":"{{reason}}","message":"{{message}}","code":{{code}}}""", (HttpStatusCode)code);

    public ApiClient Client(TimeProvider time, IApiObserver? observer = null)
        => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://api/"), Timeout = Timeout.InfiniteTimeSpan }, time, observer);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new ScriptedRequest(request.Method.Method, request.RequestUri!.PathAndQuery, request.Content?.Headers.ContentType?.MediaType ?? "", body);
        lock (Requests) Requests.Add(seen);
        var given = answer(seen);
        given.RequestMessage = request;
        return given;
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record ScriptedRequest(string Method, string Path, string ContentType, string Body)
{
    public override string ToString() => $"{Method} {Path}";
}
