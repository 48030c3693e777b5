using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors;

/// <summary>Reads lists as facts.</summary>
internal static class FactList
{
    /// <summary>The items of a list: known, absent where the API is not served (HTTP 404), otherwise unknown.</summary>
    /// <typeparam name="TDto">How an item is read.</typeparam>
    /// <typeparam name="TItem">What is kept of it.</typeparam>
    /// <param name="api">The API server.</param>
    /// <param name="path">The path of the list.</param>
    /// <param name="type">How to read an item.</param>
    /// <param name="project">What to keep of an item; null for nothing.</param>
    /// <param name="permission">The permission that the list needs.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public static async Task<Fact<IReadOnlyList<TItem>>> ListFactAsync<TDto, TItem>(
        this ApiClient api,
        string path,
        JsonTypeInfo<TDto> type,
        Func<TDto, TItem?> project,
        Permission permission,
        CancellationToken cancellationToken)
        where TDto : class
        where TItem : class
    {
        var items = new List<TItem>();
        var error = await api.ListAsync(
            path,
            item =>
            {
                if (project(JsonSerializer.Deserialize(item, type) ?? throw new JsonException("an item is null")) is { } kept) items.Add(kept);
            },
            items.Clear,
            cancellationToken).ConfigureAwait(false);
        return error is null ? Fact.Known<IReadOnlyList<TItem>>(items)
            : error.IsNotFound ? Fact.Absent<IReadOnlyList<TItem>>()
            : Fact.Unknown<IReadOnlyList<TItem>>(error.ToCause(permission));
    }
}
