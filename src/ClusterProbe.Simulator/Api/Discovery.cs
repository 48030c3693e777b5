using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Http;

namespace ClusterProbe.Simulator.Api;

/// <summary>Says what is served, in the aggregated form (KEP-3352) and in the older one.</summary>
/// <param name="catalog">What is served.</param>
/// <param name="unavailable">Groups (<c>group/version</c>) that are registered and do not answer.</param>
/// <param name="minor">The minor version of the server: the aggregated form is there from 1.27 on (v2beta1), and as v2 from 1.30 on.</param>
internal sealed class Discovery(ApiCatalog catalog, ImmutableArray<string> unavailable, int minor)
{
    private static readonly (string Version, int Since)[] AggregatedForms = [("v2", 30), ("v2beta1", 27)];

    /// <summary>Answers <c>/api</c> and <c>/apis</c>.</summary>
    /// <param name="core">Whether the core group is asked for.</param>
    /// <param name="accept">The representations that the client takes.</param>
    public Answer Groups(bool core, string accept)
    {
        var wanted = accept.Replace(" ", "", StringComparison.Ordinal);
        var form = AggregatedForms.FirstOrDefault(form => minor >= form.Since && wanted.Contains($"v={form.Version};as=APIGroupDiscoveryList", StringComparison.OrdinalIgnoreCase));
        if (form.Version is { } version) return AggregatedGroups(core, version);
        return core
            ? Answer.Json(new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") })
            : Answer.Json(new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. GroupNames(core).Select(GroupOf)]) });
    }

    /// <summary>Answers the list of a version's resources.</summary>
    public Answer Resources(string group, string version)
    {
        var resources = catalog.All.Where(resource => resource.Group == group && resource.Versions.Contains(version)).ToArray();
        return resources.Length == 0 ? StatusError.UnknownPath : Answer.Json(new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = resources[0].ApiVersion(version),
            ["resources"] = new JsonArray([.. resources.Select(resource => new JsonObject
            {
                ["name"] = resource.Plural,
                ["singularName"] = resource.Kind.ToLowerInvariant(),
                ["namespaced"] = resource.Namespaced,
                ["kind"] = resource.Kind,
                ["verbs"] = Verbs(resource),
            })]),
        });
    }

    private Answer AggregatedGroups(bool core, string form)
    {
        var served = GroupNames(core).Select(group => AggregatedGroup(group, VersionsOf(group).Select(version => AggregatedVersion(group, version))));
        var down = core ? [] : unavailable.Select(name => name.Split('/')).Select(parts => AggregatedGroup(
            parts[0],
            [new JsonObject { ["version"] = parts[1], ["resources"] = new JsonArray(), ["freshness"] = "Stale" }]));
        return Answer.Json(
            new JsonObject
            {
                ["kind"] = "APIGroupDiscoveryList",
                ["apiVersion"] = $"apidiscovery.k8s.io/{form}",
                ["metadata"] = new JsonObject(),
                ["items"] = new JsonArray([.. served.Concat(down)]),
            },
            contentType: $"application/json;g=apidiscovery.k8s.io;v={form};as=APIGroupDiscoveryList");
    }

    private static JsonObject AggregatedGroup(string group, IEnumerable<JsonObject> versions) => new()
    {
        ["metadata"] = group.Length == 0 ? [] : new JsonObject { ["name"] = group },
        ["versions"] = new JsonArray([.. versions]),
    };

    private JsonObject AggregatedVersion(string group, string version) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. catalog.All.Where(resource => resource.Group == group && resource.Versions.Contains(version)).Select(resource => new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = new JsonObject { ["group"] = group, ["version"] = version, ["kind"] = resource.Kind },
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Kind.ToLowerInvariant(),
            ["verbs"] = Verbs(resource),
        })]),
        ["freshness"] = "Current",
    };

    private JsonObject GroupOf(string group)
    {
        var versions = VersionsOf(group).Select(version => new JsonObject { ["groupVersion"] = $"{group}/{version}", ["version"] = version }).ToArray();
        return new JsonObject { ["name"] = group, ["versions"] = new JsonArray(versions), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private IEnumerable<string> GroupNames(bool core) => catalog.All.Select(resource => resource.Group).Where(group => core == (group.Length == 0)).Distinct();

    private IEnumerable<string> VersionsOf(string group) => catalog.All.Where(resource => resource.Group == group).SelectMany(resource => resource.Versions).Distinct();

    private static JsonArray Verbs(ApiResource resource)
        => resource.IsReview ? new("create") : resource is { Group: "", Plural: "pods" } ? new("create", "get", "list") : new("get", "list");
}
