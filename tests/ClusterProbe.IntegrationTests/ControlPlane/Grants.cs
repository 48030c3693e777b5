using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests;

/// <summary>Makes users with exactly these permissions.</summary>
internal static class Grants
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    extension(ControlPlane controlPlane)
    {
        /// <summary>Makes a user, and returns its connection when the API server has taken note of what it may do.</summary>
        /// <param name="namespace">The build namespace, for permissions that are needed only there.</param>
        public async Task<ClusterConnection> CreateUserAsync(string name, string @namespace, IReadOnlyCollection<Permission> permissions)
        {
            // The last rule is the one that is looked for to see that the others are in force.
            Permission[] sentinel = [new Permission("", "sentinels", "get")];
            await controlPlane.GrantAsync("", name, permissions.Where(permission => !permission.InBuildNamespaces).Concat(sentinel));
            await controlPlane.GrantAsync(@namespace, name, permissions.Where(permission => permission.InBuildNamespaces).Concat(sentinel.Select(permission => permission with { Verb = "list" })));
            var connection = controlPlane.WithUser(name);
            using var http = ApiHttp.Create(connection);
            await Eventually.IsTrueAsync(() => IsAllowedAsync(http, "get", ""), $"{name} has its ClusterRole");
            await Eventually.IsTrueAsync(() => IsAllowedAsync(http, "list", @namespace), $"{name} has its Role");
            return connection;
        }

        private async Task GrantAsync(string @namespace, string user, IEnumerable<Permission> permissions)
        {
            var (prefix, path) = @namespace.Length == 0 ? ("Cluster", $"{Rbac}/cluster") : ("", $"{Rbac}/namespaces/{@namespace}/");
            var metadata = new JsonObject { ["name"] = user };
            await controlPlane.CreateAsync($"{path}roles", new JsonObject
            {
                ["metadata"] = metadata.DeepClone(),
                ["rules"] = new JsonArray([.. permissions.Select(Rule)]),
            });
            await controlPlane.CreateAsync($"{path}rolebindings", new JsonObject
            {
                ["metadata"] = metadata,
                ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = $"{prefix}Role", ["name"] = user },
                ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "User", ["name"] = user }),
            });
        }
    }

    private static JsonObject Rule(Permission permission)
    {
        var rule = new JsonObject
        {
            ["apiGroups"] = new JsonArray(permission.Group),
            ["resources"] = new JsonArray(permission.RuleResource),
            ["verbs"] = new JsonArray(permission.Verb),
        };
        if (permission.Name.Length > 0) rule["resourceNames"] = new JsonArray(permission.Name);
        return rule;
    }

    private static async Task<bool> IsAllowedAsync(HttpClient http, string verb, string @namespace)
    {
        using var answer = await http.PostAsJsonAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", new JsonObject
        {
            ["spec"] = new JsonObject { ["resourceAttributes"] = new JsonObject { ["resource"] = "sentinels", ["verb"] = verb, ["namespace"] = @namespace } },
        });
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())?["status"]?["allowed"]?.GetValue<bool>() == true;
    }
}
