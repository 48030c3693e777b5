using System.Globalization;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Api;

/// <summary>The objects of the simulated cluster, as etcd would hold them. Read-only once loaded.</summary>
internal sealed class ObjectStore
{
    private readonly Dictionary<ApiResource, SortedDictionary<(string Namespace, string Name), JsonObject>> _objects = [];

    /// <summary>Stores copies of manifests.</summary>
    /// <param name="catalog">What is served.</param>
    /// <param name="manifests">The manifests.</param>
    /// <param name="created">When all of it was created.</param>
    /// <exception cref="FormatException">A manifest is of a kind that is not served.</exception>
    public ObjectStore(ApiCatalog catalog, IEnumerable<JsonObject> manifests, DateTimeOffset created)
    {
        var version = 1000;
        foreach (var manifest in manifests)
        {
            var resource = catalog.ByKind(manifest.Text("apiVersion"), manifest.Text("kind"))
                ?? throw new FormatException($"{manifest.Text("apiVersion")} {manifest.Text("kind")} is not served");
            var stored = manifest.DeepClone().AsObject();
            Complete(resource, stored, ++version, created);
            var key = (stored.Text("metadata", "namespace"), stored.Text("metadata", "name"));
            if (!_objects.TryGetValue(resource, out var objects)) _objects[resource] = objects = new(KeyOrder.Instance);
            objects[key] = stored;
        }

        ResourceVersion = version.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The version that lists carry.</summary>
    public string ResourceVersion { get; }

    /// <summary>The objects of a resource by namespace and name; all namespaces when the namespace is empty.</summary>
    public IEnumerable<JsonObject> List(ApiResource resource, string @namespace = "")
        => _objects.TryGetValue(resource, out var objects)
            ? objects.Where(pair => @namespace.Length == 0 || pair.Key.Namespace == @namespace).Select(pair => pair.Value)
            : [];

    /// <summary>One object; null when there is none of that name.</summary>
    public JsonObject? Get(ApiResource resource, string @namespace, string name)
        => _objects.TryGetValue(resource, out var objects) ? objects.GetValueOrDefault((@namespace, name)) : null;

    private static void Complete(ApiResource resource, JsonObject stored, int version, DateTimeOffset created)
    {
        var metadata = stored.ObjectIn("metadata");
        metadata.Default("uid", new Guid(version, 0x5c1, 0x4d5e, 0x8a, 0x3f, 0x51, 0x6d, 0x75, 0x1a, 0x7e, 0xd0).ToString());
        metadata.Default("resourceVersion", version.ToString(CultureInfo.InvariantCulture));
        metadata.Default("creationTimestamp", created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (resource is not { Group: "", Plural: "namespaces" }) return;
        metadata.ObjectIn("labels").Default("kubernetes.io/metadata.name", metadata.Text("name"));
        stored.ObjectIn("spec").Default("finalizers", new JsonArray("kubernetes"));
        stored.ObjectIn("status").Default("phase", "Active");
    }

    /// <summary>The order of etcd's keys.</summary>
    private sealed class KeyOrder : IComparer<(string Namespace, string Name)>
    {
        public static KeyOrder Instance { get; } = new();

        public int Compare((string Namespace, string Name) x, (string Namespace, string Name) y)
            => string.CompareOrdinal(x.Namespace, y.Namespace) is not 0 and var order ? order : string.CompareOrdinal(x.Name, y.Name);
    }
}
