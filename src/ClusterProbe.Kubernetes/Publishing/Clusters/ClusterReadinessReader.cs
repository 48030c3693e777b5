using System.Collections.Immutable;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

/// <summary>Lists <c>ClusterReadiness</c> objects, a few at a time: each can be large.</summary>
internal static class ClusterReadinessReader
{
    private const int PageSize = 10;
    private const int MostPages = 100;

    /// <summary>Reads them all.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="checkCodes">The codes that waivers can name.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public static async Task<ListedObjects> ListAsync(ApiClient api, IReadOnlyCollection<string> checkCodes, CancellationToken cancellationToken)
    {
        var objects = ImmutableArray.CreateBuilder<ClusterReadinessObject>();
        var path = $"{ClusterProbeApi.ClusterReadinessPath}?limit={PageSize}";
        var next = path;
        for (var pages = 0; ; pages++)
        {
            var page = await api.GetAsync(next, ClusterReadinessContext.Default.ClusterReadinessListDto, cancellationToken).ConfigureAwait(false);
            if (!page.Succeeded(out var list, out var error)) return new([], "", error);
            objects.AddRange((list.Items ?? []).Select(item => item.ToObject(checkCodes)).OfType<ClusterReadinessObject>());
            if (list.Metadata?.Continue is not { Length: > 0 } token || pages == MostPages)
            {
                return new([.. objects.OrderBy(item => item.Name, StringComparer.Ordinal)], list.Metadata?.ResourceVersion ?? "", null);
            }

            next = $"{path}&continue={Uri.EscapeDataString(token)}";
        }
    }
}

/// <summary>What a list gave.</summary>
/// <param name="Objects">The objects, sorted by name.</param>
/// <param name="ResourceVersion">From where to watch.</param>
/// <param name="Error">Why nothing could be read; null when it could.</param>
internal sealed record ListedObjects(ImmutableArray<ClusterReadinessObject> Objects, string ResourceVersion, ApiError? Error);
