using System.Diagnostics;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>The spans of requests to the API server, one for each attempt. Attributes follow OpenTelemetry's conventions for HTTP clients.</summary>
public static class ApiTrace
{
    /// <summary>The name under which a tracer listens.</summary>
    public const string SourceName = "ClusterProbe.Kubernetes";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Start(RequestKind kind, HttpRequestMessage request, Uri? server, int attempt)
    {
        var activity = Source.StartActivity($"{kind.Verb} {kind.Resource}", ActivityKind.Client);
        if (activity is null) return null;
        activity.SetTag("http.request.method", request.Method.Method);
        activity.SetTag("url.path", "/" + request.RequestUri!.OriginalString.Split('?')[0]);
        activity.SetTag("server.address", server?.Host);
        activity.SetTag("server.port", server?.Port);
        if (attempt > 1) activity.SetTag("http.request.resend_count", attempt - 1);
        return activity;
    }

    internal static void End(Activity? activity, HttpResponseMessage? response, Exception? failure)
    {
        if (activity is null) return;
        if (response is not null) activity.SetTag("http.response.status_code", (int)response.StatusCode);
        if (response is { IsSuccessStatusCode: true }) return;
        activity.SetTag("error.type", response is null ? failure?.GetType().Name : $"{(int)response.StatusCode}");
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
