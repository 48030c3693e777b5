using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Polly;

namespace ClusterProbe.Kubernetes.Client;

public sealed partial class ApiClient
{
    /// <summary>For how long beyond its announced end a silent watch is taken for alive.</summary>
    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(30);

    /// <summary>Watches a collection once. Each event is decoded as it arrives, and is no larger than an object can be.</summary>
    /// <remarks>
    /// The last event is <see cref="WatchEventKind.Ended"/>, <see cref="WatchEventKind.Expired"/> or <see cref="WatchEventKind.Failed"/>;
    /// when the caller's token ends the watch there is none. The watch is not sent again here: whoever watches knows the resource version.
    /// </remarks>
    /// <typeparam name="T">The projection of an object to read.</typeparam>
    /// <param name="path">The path of the collection with its query, without what a watch adds.</param>
    /// <param name="resourceVersion">From where to watch: the list's, or the last event's.</param>
    /// <param name="timeout">After what time the server shall close the watch; whole seconds.</param>
    /// <param name="type">How to read an object.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string path, string resourceVersion, TimeSpan timeout, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new CancellationTokenSource(timeout + WatchGrace, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var query = string.Create(
            CultureInfo.InvariantCulture, $"watch=1&allowWatchBookmarks=true&resourceVersion={resourceVersion}&timeoutSeconds={(long)timeout.TotalSeconds}");
        var frames = FramesAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}", limited.Token).GetAsyncEnumerator(limited.Token);
        await using (frames.ConfigureAwait(false))
        {
            var last = resourceVersion;
            while (true)
            {
                var next = await NextAsync(frames, type, last, cancellationToken).ConfigureAwait(false);
                if (cancellationToken.IsCancellationRequested) yield break;
                yield return next;
                if (next.Kind is WatchEventKind.Ended or WatchEventKind.Expired or WatchEventKind.Failed) yield break;
                last = next.ResourceVersion;
            }
        }
    }

    private static async ValueTask<WatchEvent<T>> NextAsync<T>(
        IAsyncEnumerator<WatchFrameDto> frames, JsonTypeInfo<T> type, string last, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await frames.MoveNextAsync().ConfigureAwait(false) ? EventOf(frames.Current, type) : new(WatchEventKind.Ended, last);
        }
        catch (WatchRefusedException refused)
        {
            return Failed<T>(refused.Error, last);
        }
        catch (Exception exception) when (TransportFailure.From(exception, cancellationToken) is { } failure)
        {
            return Failed<T>(failure, last);
        }
    }

    private static WatchEvent<T> EventOf<T>(WatchFrameDto frame, JsonTypeInfo<T> type)
        where T : class
    {
        if (frame.Type == "ERROR")
        {
            var status = frame.Object.Deserialize(StatusContext.Default.StatusDto);
            throw new WatchRefusedException(ErrorReader.Of(status?.Code ?? 0, status?.Reason, status?.Message is { Length: > 0 } text ? text : "the watch ended with an error"));
        }

        if (!Enum.TryParse<WatchEventKind>(frame.Type, ignoreCase: true, out var kind) || kind > WatchEventKind.Bookmark)
        {
            throw new JsonException($"a watch event of type \"{frame.Type}\"");
        }

        var version = frame.Object.Deserialize(WatchContext.Default.WatchedDto)?.Metadata?.ResourceVersion ?? throw new JsonException("a watch event without resourceVersion");
        return new(kind, version) { Object = kind == WatchEventKind.Bookmark ? null : frame.Object.Deserialize(type) };
    }

    private static WatchEvent<T> Failed<T>(ApiError error, string last)
        where T : class
        => error.HttpStatus == 410
            ? new(WatchEventKind.Expired, "") { Error = error }
            : new(WatchEventKind.Failed, last) { Error = error };

    private async IAsyncEnumerable<WatchFrameDto> FramesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { Json } } },
            ResiliencePipeline<HttpResponseMessage>.Empty,
            new AttemptCounter(),
            cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new WatchRefusedException(await ErrorReader.ReadAsync(response, cancellationToken).ConfigureAwait(false));
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var capped = new CappedStream(body, ObjectCap);
        await foreach (var frame in JsonSerializer.DeserializeAsyncEnumerable(capped, WatchContext.Default.WatchFrameDto, topLevelValues: true, cancellationToken).ConfigureAwait(false))
        {
            capped.StartOver();
            yield return frame ?? throw new JsonException("a watch event is null");
        }
    }

    /// <summary>The server refused or ended a watch; carried out of the iterator, never out of this class.</summary>
    private sealed class WatchRefusedException(ApiError error) : Exception(error.Message)
    {
        public ApiError Error { get; } = error;
    }
}

internal sealed record WatchFrameDto(string? Type, JsonElement Object);

internal sealed record WatchedDto(WatchedMetadataDto? Metadata);

internal sealed record WatchedMetadataDto(string? ResourceVersion);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WatchFrameDto))]
[JsonSerializable(typeof(WatchedDto))]
internal sealed partial class WatchContext : JsonSerializerContext;
