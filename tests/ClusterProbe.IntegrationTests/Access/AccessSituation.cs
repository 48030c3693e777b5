using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests.Access;

/// <summary>A build namespace, and a CI identity in a namespace of its own.</summary>
internal sealed record AccessSituation(ControlPlane ControlPlane, string BuildNamespace, ServiceAccountReference Identity)
{
    public static async Task<AccessSituation> CreateAsync()
    {
        var controlPlane = await ControlPlane.Shared;
        return new AccessSituation(
            controlPlane,
            await controlPlane.CreateNamespaceAsync("builds"),
            new ServiceAccountReference(await controlPlane.CreateNamespaceAsync("delegates"), "default"));
    }

    /// <summary>The profile of a CI system for both.</summary>
    public Profile For(CiSystem system) => BuiltInProfiles.For(system) with { BuildNamespaces = [BuildNamespace], CiIdentity = Identity };

    /// <summary>Grants the identity permissions in the build namespace.</summary>
    /// <param name="permissions">The permissions.</param>
    /// <param name="objectName">The only object that they are for; null for all.</param>
    /// <param name="group">Grants them to this group instead.</param>
    public async Task GrantAsync(IEnumerable<Permission> permissions, string? objectName = null, string? group = null)
    {
        const string rbac = "rbac.authorization.k8s.io";
        var path = $"/apis/{rbac}/v1/namespaces/{BuildNamespace}";
        var name = $"granted-{Guid.NewGuid():N}";
        JsonObject metadata = new() { ["name"] = name };
        await ControlPlane.CreateAsync($"{path}/roles", new JsonObject
        {
            ["metadata"] = metadata,
            ["rules"] = new JsonArray([.. permissions.Select(permission => new JsonObject
            {
                ["apiGroups"] = new JsonArray(permission.Group),
                ["resources"] = new JsonArray(permission.RuleResource),
                ["verbs"] = new JsonArray(permission.Verb),
                ["resourceNames"] = objectName is null ? null : new JsonArray(objectName),
            })]),
        });
        await ControlPlane.CreateAsync($"{path}/rolebindings", new JsonObject
        {
            ["metadata"] = metadata.DeepClone(),
            ["roleRef"] = new JsonObject { ["apiGroup"] = rbac, ["kind"] = "Role", ["name"] = name },
            ["subjects"] = new JsonArray(group is null
                ? new JsonObject { ["kind"] = "ServiceAccount", ["name"] = Identity.Name, ["namespace"] = Identity.Namespace }
                : new JsonObject { ["kind"] = "Group", ["name"] = group, ["apiGroup"] = rbac }),
        });
    }
}
