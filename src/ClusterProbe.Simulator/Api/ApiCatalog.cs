using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Api;

/// <summary>The resources that one simulated server serves.</summary>
internal sealed class ApiCatalog
{
    private const string BuiltIn = "kubernetes";

    private readonly FrozenDictionary<(string Group, string Plural), ApiResource> _byPlural;
    private readonly FrozenDictionary<(string Group, string Kind), ApiResource> _byKind;

    private ApiCatalog(ImmutableArray<ApiResource> all)
    {
        All = all;
        _byPlural = all.ToFrozenDictionary(resource => (resource.Group, resource.Plural));
        _byKind = all.ToFrozenDictionary(resource => (resource.Group, resource.Kind));
    }

    /// <summary>All resources, in the order of discovery.</summary>
    public ImmutableArray<ApiResource> All { get; }

    /// <summary>Kubernetes' own APIs and those of the named products.</summary>
    /// <param name="products">Such as <c>istio</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such product.</exception>
    public static ApiCatalog Serving(IEnumerable<string> products)
    {
        var table = ManifestReader.Read(EmbeddedText.Read("api/apis")).Single();
        return new([.. products.Prepend(BuiltIn).SelectMany(product => table[product] is JsonArray groups
            ? groups.OfType<JsonObject>().SelectMany(group => ReadGroup(group, product != BuiltIn))
            : throw new KeyNotFoundException($"there are no APIs called {product}"))]);
    }

    /// <summary>The catalog of an older or a newer server.</summary>
    /// <param name="change">What it serves instead of a resource; null for nothing.</param>
    public ApiCatalog With(Func<ApiResource, ApiResource?> change) => new([.. All.Select(change).OfType<ApiResource>()]);

    /// <summary>A resource by its plural; null when it is not served.</summary>
    public ApiResource? ByPlural(string group, string plural) => _byPlural.GetValueOrDefault((group, plural));

    /// <summary>A resource by an object's <c>apiVersion</c> and <c>kind</c>; null when it is not served.</summary>
    public ApiResource? ByKind(string apiVersion, string kind)
        => _byKind.GetValueOrDefault((apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion[..apiVersion.IndexOf('/', StringComparison.Ordinal)] : "", kind));

    private static IEnumerable<ApiResource> ReadGroup(JsonObject group, bool custom)
        => group.Pairs("resources").Select(resource => new ApiResource(
            group.Text("group"),
            [.. group.Texts("versions")],
            resource.Key,
            resource.Value.TrimEnd('*'),
            Namespaced: !resource.Value.EndsWith('*'),
            custom));
}
