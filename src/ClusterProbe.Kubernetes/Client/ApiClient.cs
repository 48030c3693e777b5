using System.Text.Json.Serialization.Metadata;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Reads one item of a list while the page streams in.</summary>
/// <param name="item">The item's JSON, complete; valid during the call only.</param>
public delegate void ListItemReader(ReadOnlySpan<byte> item);

/// <summary>The thin client for everything that is read or asked: typed errors, streaming lists, one clock (the caller's token).</summary>
public sealed partial class ApiClient
{
    /// <summary>Reads one object.</summary>
    /// <typeparam name="T">The projection to read.</typeparam>
    /// <param name="path">The path with its query, without the server.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => throw new NotImplementedException();

    /// <summary>Creates something that changes nothing: a review, or a dry run. It is retried like a read.</summary>
    /// <typeparam name="T">The projection of the answer to read.</typeparam>
    /// <param name="path">The path with its query (<c>dryRun=All</c> for anything but a review).</param>
    /// <param name="body">The object as JSON.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public Task<ApiResult<T>> AskAsync<T>(string path, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => throw new NotImplementedException();

    /// <summary>Reads a list page by page (<c>limit=500</c>), handing over each item as it arrives.</summary>
    /// <param name="path">The path with its query, without <c>limit</c> and <c>continue</c>.</param>
    /// <param name="read">Called for each item. After an expired continue token the list starts again: see <paramref name="restart"/>.</param>
    /// <param name="restart">Called before the first item, and again when the list has to start over; forgets everything read so far.</param>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>Null when the whole list was read, otherwise why it was not.</returns>
    public Task<ApiError?> ListAsync(string path, ListItemReader read, Action restart, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}
