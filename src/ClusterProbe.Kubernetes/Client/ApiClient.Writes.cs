using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Writes. Only those that mean the same when they arrive twice are sent again, and only when the server asks for it or the connection fails.</summary>
public sealed partial class ApiClient
{
    private static readonly MediaTypeHeaderValue Yaml = new("application/yaml");
    private static readonly MediaTypeHeaderValue ApplyPatch = new("application/apply-patch+yaml");
    private static readonly MediaTypeHeaderValue StrategicMergePatch = new("application/strategic-merge-patch+json");

    /// <summary>Server-side apply: makes the object's fields as they are given, and leaves those of others alone.</summary>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The object's path.</param>
    /// <param name="body">The object as JSON, which is YAML; with <c>apiVersion</c>, <c>kind</c> and name.</param>
    /// <param name="fieldManager">Who owns the fields.</param>
    /// <param name="force">Whether fields are taken from other managers.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> ApplyAsync<T>(
        string path, ReadOnlyMemory<byte> body, string fieldManager, bool force, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => WriteAsync(HttpMethod.Patch, $"{path}?fieldManager={Uri.EscapeDataString(fieldManager)}&force={(force ? "true" : "false")}", body, ApplyPatch, _retryWrite, type, cancellationToken);

    /// <summary>Replaces an object, unless somebody else has changed it since: the body's <c>metadata.resourceVersion</c> says since when.</summary>
    /// <remarks>An answer that got lost makes the retry a conflict: whoever sees one has to look whose change it was.</remarks>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The object's path.</param>
    /// <param name="body">The object as JSON.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> ReplaceAsync<T>(string path, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => WriteAsync(HttpMethod.Put, path, body, JsonContent, _retryWrite, type, cancellationToken);

    /// <summary>Creates an object. It is sent once: a second one could be a second object.</summary>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The path of the collection.</param>
    /// <param name="body">The object as JSON.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> CreateAsync<T>(string path, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => WriteAsync(HttpMethod.Post, path, body, JsonContent, Polly.ResiliencePipeline<HttpResponseMessage>.Empty, type, cancellationToken);

    /// <summary>Creates an object from a manifest as people write it. It is sent once.</summary>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The path of the collection.</param>
    /// <param name="manifest">The object as YAML.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> CreateFromYamlAsync<T>(string path, ReadOnlyMemory<byte> manifest, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => WriteAsync(HttpMethod.Post, path, manifest, Yaml, Polly.ResiliencePipeline<HttpResponseMessage>.Empty, type, cancellationToken);

    /// <summary>Strategic merge patch, which built-in kinds understand: items of lists are merged by their keys.</summary>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The object's path.</param>
    /// <param name="patch">The patch as JSON.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> MergeAsync<T>(string path, ReadOnlyMemory<byte> patch, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => WriteAsync(HttpMethod.Patch, path, patch, StrategicMergePatch, _retryWrite, type, cancellationToken);

    /// <summary>Deletes an object.</summary>
    /// <param name="path">The object's path.</param>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>Null when it is deleted, or was not there; otherwise why it is not.</returns>
    public async Task<ApiError?> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var result = await ExchangeAsync(
            () => new HttpRequestMessage(HttpMethod.Delete, path) { Headers = { Accept = { Json } } },
            _retryWrite,
            StatusContext.Default.StatusDto,
            cancellationToken).ConfigureAwait(false);
        return result.Error is { IsNotFound: false } error ? error : null;
    }

    private Task<ApiResult<T>> WriteAsync<T>(
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte> body,
        MediaTypeHeaderValue contentType,
        Polly.ResiliencePipeline<HttpResponseMessage> retry,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
        where T : class
        => ExchangeAsync(
            () => new HttpRequestMessage(method, path)
            {
                Headers = { Accept = { Json } },
                Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = contentType } },
            },
            retry,
            type,
            cancellationToken);
}
