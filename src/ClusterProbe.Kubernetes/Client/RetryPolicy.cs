using System.Net;
using Polly;
using Polly.Retry;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>When and how requests are sent again.</summary>
internal static class RetryPolicy
{
    private const int MaxRetries = 3;

    /// <summary>For reads, reviews and dry runs: they change nothing, so all may be sent again.</summary>
    public static ResiliencePipeline<HttpResponseMessage> ForReads(TimeProvider time) => Create(time, IsTransient);

    /// <summary>For writes that mean the same when they arrive twice: only when the server asks for it, or the connection fails.</summary>
    public static ResiliencePipeline<HttpResponseMessage> ForWrites(TimeProvider time)
        => Create(time, response => response is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null });

    private static ResiliencePipeline<HttpResponseMessage> Create(TimeProvider time, Predicate<HttpResponseMessage> isTransient)
        => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(10),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
                {
                    { Exception: HttpRequestException exception } => IsTransient(exception.HttpRequestError),
                    { Result: { } response } => isTransient(response),
                    _ => false,
                }),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, time)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private static bool IsTransient(HttpRequestError error)
        => error is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError;

    // A 500 or 504 to a dry run is the answer itself (a webhook that can't be called, an admission that takes too long): asking again
    // would cost the cluster the same wait for the same answer.
    private static bool IsTransient(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway => true,
        HttpStatusCode.InternalServerError or HttpStatusCode.GatewayTimeout => response.RequestMessage?.Method == HttpMethod.Get,
        _ => false,
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero => wait,
        _ => null,
    };
}
