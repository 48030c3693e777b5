using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using Polly;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>The thin client for everything that is read or asked: typed errors, streaming lists, one clock (the caller's token).</summary>
/// <remarks>
/// The typed Kubernetes client is not used here because it reads bodies synchronously, materialises whole lists and can't be
/// cancelled in a body. A cancelled token gives an error of kind <see cref="UnknownReason.TimedOut"/>, not an exception: what was
/// learned before the deadline is still worth reporting.
/// </remarks>
/// <param name="http">Sends requests; its base address is the API server. Authenticates and does not retry.</param>
/// <param name="time">The clock of the retries.</param>
/// <param name="observer">Is told of every request; may be null.</param>
public sealed partial class ApiClient(HttpClient http, TimeProvider time, IApiObserver? observer = null)
{
    /// <summary>The largest body of a single object that is read, in bytes. etcd refuses objects of more than 1.5 MiB.</summary>
    internal const int ObjectCap = 8 << 20;

    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue JsonContent = new("application/json");

    private readonly ResiliencePipeline<HttpResponseMessage> _retry = RetryPolicy.ForReads(time);
    private readonly ResiliencePipeline<HttpResponseMessage> _retryWrite = RetryPolicy.ForWrites(time);
    private int _requests;

    /// <summary>How many requests were sent, retries included.</summary>
    public int RequestCount => Volatile.Read(ref _requests);

    /// <summary>Reads one object.</summary>
    /// <typeparam name="T">The projection to read.</typeparam>
    /// <param name="path">The path with its query, without the server.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => GetAsync(path, type, [Json], cancellationToken);

    /// <summary>Reads one object in a special representation, such as aggregated discovery.</summary>
    /// <typeparam name="T">The projection to read.</typeparam>
    /// <param name="path">The path with its query, without the server.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="accept">The representations that are understood, the best one first.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, IEnumerable<MediaTypeWithQualityHeaderValue> accept, CancellationToken cancellationToken)
        where T : class
        => ExchangeAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, path);
                foreach (var representation in accept) request.Headers.Accept.Add(representation);
                return request;
            },
            _retry,
            type,
            cancellationToken);

    /// <summary>Creates something that changes nothing: a review, or a dry run. It is retried like a read.</summary>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The path with its query (<c>dryRun=All</c> for anything but a review).</param>
    /// <param name="body">The object as JSON.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> AskAsync<T>(string path, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => ExchangeAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path)
            {
                Headers = { Accept = { Json } },
                Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = JsonContent } },
            },
            _retry,
            type,
            cancellationToken);

    private async Task<ApiResult<T>> ExchangeAsync<T>(
        Func<HttpRequestMessage> request, ResiliencePipeline<HttpResponseMessage> retry, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var attempts = new AttemptCounter();
        try
        {
            using var response = await SendAsync(request, retry, attempts, cancellationToken).ConfigureAwait(false);
            var warnings = response.Headers.TryGetValues("Warning", out var values) ? WarningHeader.Parse(values) : [];
            if (!response.IsSuccessStatusCode)
            {
                var error = await ErrorReader.ReadAsync(response, cancellationToken).ConfigureAwait(false);
                return new ApiResult<T> { Error = error with { Attempts = attempts.Count }, Warnings = warnings };
            }

            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var capped = new CappedStream(body, ObjectCap);
            var value = await JsonSerializer.DeserializeAsync(capped, type, cancellationToken).ConfigureAwait(false);
            return value is null
                ? new ApiResult<T> { Error = new ApiError(UnknownReason.Unreadable, (int)response.StatusCode, "", "the answer is an empty document") }
                : new ApiResult<T> { Value = value, Warnings = warnings };
        }
        catch (Exception exception) when (TransportFailure.From(exception, cancellationToken) is { } failure)
        {
            return new ApiResult<T> { Error = attempts.AddTo(failure) };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, ResiliencePipeline<HttpResponseMessage> retry, AttemptCounter attempts, CancellationToken cancellationToken)
        => await retry.ExecuteAsync(
            async token =>
            {
                using var message = request();
                message.RequestUri = new Uri(message.RequestUri!.OriginalString.TrimStart('/'), UriKind.Relative);
                message.Version = HttpVersion.Version20;
                message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
                attempts.Count++;
                Interlocked.Increment(ref _requests);
                var response = await SendOnceAsync(message, attempts.Count, token).ConfigureAwait(false);
                attempts.Refusal = response.IsSuccessStatusCode ? null : $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
                return response;
            },
            cancellationToken).ConfigureAwait(false);

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage message, int attempt, CancellationToken cancellationToken)
    {
        var kind = RequestKind.Of(message.Method, message.RequestUri!.OriginalString);
        var (startedAt, started) = (time.GetUtcNow(), time.GetTimestamp());
        using var activity = ApiTrace.Start(kind, message, http.BaseAddress, attempt);
        HttpResponseMessage? response = null;
        Exception? failure = null;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            ApiTrace.End(activity, response, failure);
            observer?.Observe(new ApiAttempt(kind, (int?)response?.StatusCode ?? 0, startedAt, time.GetElapsedTime(started), attempt > 1, response?.Headers.Date));
        }
    }

    private sealed class AttemptCounter
    {
        public int Count { get; set; }

        /// <summary>What the last attempt was answered with, when that was not a success.</summary>
        public string? Refusal { get; set; }

        public ApiError AddTo(ApiError failure) => failure with
        {
            Attempts = Math.Max(1, Count),
            Message = Refusal is null ? failure.Message : $"{failure.Message}; the last answer was {Refusal}",
        };
    }
}
