using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Client;

public sealed partial class ApiClient
{
    private const int FirstPage = 500;
    private const int LargestPage = 2_000;
    private const int MaxRestarts = 2;

    /// <summary>Reads a list page by page, handing over each item as it arrives.</summary>
    /// <remarks>
    /// Pages grow from 500 items to 2,000. A server that answers from its watch cache copies all that follows the continue token, for each
    /// page (kubernetes/apiserver, <c>pkg/storage/cacher</c>, <c>OrderedListPrefix</c>): small pages make a large list quadratic.
    /// The next page is asked for as soon as the list's metadata, which the server writes first, has named it: the server prepares one
    /// page while the other one is decoded. A list that breaks in the middle, or whose continue token has expired, is started over.
    /// </remarks>
    /// <param name="path">The path with its query, without <c>limit</c> and <c>continue</c>.</param>
    /// <param name="read">Called for each item.</param>
    /// <param name="restart">Called before the first item, and again when the list has to start over; forgets everything read so far.</param>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>Null when the whole list was read, otherwise why it was not.</returns>
    public async Task<ApiError?> ListAsync(string path, ListItemReader read, Action restart, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(restart);
        for (var restarts = 0; ; restarts++)
        {
            restart();
            var error = await ListOnceAsync(path, read, cancellationToken).ConfigureAwait(false);
            if (error is null || restarts == MaxRestarts || !CanStartOver(error, cancellationToken)) return error;
        }
    }

    private static bool CanStartOver(ApiError error, CancellationToken cancellationToken)
        => !cancellationToken.IsCancellationRequested && (error.HttpStatus == 410 || error is { HttpStatus: 0, Kind: UnknownReason.Unreadable });

    private async Task<ApiError?> ListOnceAsync(string path, ListItemReader read, CancellationToken cancellationToken)
    {
        var attempts = new AttemptCounter();
        var page = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=";
        var limit = FirstPage;
        Task<HttpResponseMessage>? next = SendPageAsync($"{page}{limit}");
        try
        {
            while (next is not null)
            {
                using var response = await next.ConfigureAwait(false);
                next = null;
                if (!response.IsSuccessStatusCode)
                {
                    return await ErrorReader.ReadAsync(response, cancellationToken).ConfigureAwait(false) with { Attempts = attempts.Count };
                }

                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                attempts.Count = 0;
                await ListPageReader.ReadAsync(body, read, AskForMore, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception exception) when (TransportFailure.From(exception, cancellationToken) is { } failure)
        {
            return attempts.AddTo(failure);
        }
        finally
        {
            if (next is not null) await AbandonAsync(next).ConfigureAwait(false);
        }

        void AskForMore(string token)
        {
            limit = Math.Min(2 * limit, LargestPage);
            next ??= SendPageAsync($"{page}{limit}&continue={Uri.EscapeDataString(token)}");
        }

        Task<HttpResponseMessage> SendPageAsync(string pagePath)
            => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, pagePath) { Headers = { Accept = { Json } } }, _retry, attempts, cancellationToken);
    }

    private static async Task AbandonAsync(Task<HttpResponseMessage> request)
    {
        await ((Task)request).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (request.IsCompletedSuccessfully) (await request.ConfigureAwait(false)).Dispose();
    }
}
