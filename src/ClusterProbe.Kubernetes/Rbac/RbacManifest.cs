using System.Collections.Immutable;
using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Kubernetes.Rbac;

/// <summary>Writes roles and their bindings to the agent's ServiceAccount as manifests.</summary>
public static class RbacManifest
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>All roles as one file, each with a table of what its permissions are for.</summary>
    /// <param name="roles">The roles.</param>
    public static string Write(IEnumerable<AgentRole> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return "# Generated from what the agent's parts declare that they use; a test compares. UPDATE_MANIFESTS=1 dotnet test rewrites it.\n"
            + "# Reviews about oneself and discovery are open to everybody who is authenticated (system:basic-user, system:discovery).\n---\n"
            + string.Join("---\n", roles.Select(Write));
    }

    private static string Write(AgentRole role)
    {
        var prefix = role.Namespace.Length == 0 ? "Cluster" : "";
        var text = new StringBuilder();
        foreach (var line in Wrap(role.Reason)) text.Append("# ").Append(line).Append('\n');
        text.Append("#\n");
        foreach (var use in role.Uses) text.Append("#   ").Append(use.Permission).Append(": ").Append(use.Purpose).Append('\n');
        text.Append(YamlWriter.Write(
            ("apiVersion", $"{Group}/v1"),
            ("kind", $"{prefix}Role"),
            ("metadata", Metadata(role)),
            ("rules", Rules(role.Uses.Select(use => use.Permission)))));
        text.Append("---\n");
        text.Append(YamlWriter.Write(
            ("apiVersion", $"{Group}/v1"),
            ("kind", $"{prefix}RoleBinding"),
            ("metadata", Metadata(role)),
            ("roleRef", new (string, object)[] { ("apiGroup", Group), ("kind", $"{prefix}Role"), ("name", role.Name) }),
            ("subjects", new object[] { new (string, object)[] { ("kind", "ServiceAccount"), ("name", AgentRoles.AgentName), ("namespace", AgentRoles.AgentNamespace) } })));
        return text.ToString();
    }

    private static (string, object)[] Metadata(AgentRole role)
        => role.Namespace.Length == 0 ? [("name", role.Name)] : [("name", role.Name), ("namespace", role.Namespace)];

    /// <summary>A rule for each set of verbs of a group, in a stable order.</summary>
    private static object[] Rules(IEnumerable<Permission> permissions) =>
    [
        .. permissions
            .GroupBy(permission => (permission.Group, permission.RuleResource, permission.Name))
            .Select(group => (group.Key.Group, group.Key.Name, Resource: group.Key.RuleResource, Verbs: string.Join(' ', group.Select(permission => permission.Verb).Distinct())))
            .GroupBy(row => (row.Group, Scope: row.Name.Length == 0 ? row.Verbs : $"{row.Verbs} of {row.Resource}", row.Verbs))
            .OrderBy(group => group.Key.Group, StringComparer.Ordinal)
            .Select(group => (object)Rule(group.Key.Group, [.. group.Select(row => row.Resource).Distinct()], group.Key.Verbs.Split(' '), [.. group.Select(row => row.Name).Where(name => name.Length > 0)])),
    ];

    private static ImmutableArray<(string, object)> Rule(string group, IEnumerable<string> resources, IEnumerable<string> verbs, ImmutableArray<string> names)
    {
        ImmutableArray<(string, object)> rule =
        [
            ("apiGroups", new object[] { group }),
            ("resources", resources.Order(StringComparer.Ordinal).ToArray<object>()),
            ("verbs", verbs.ToArray<object>()),
        ];
        return names.IsEmpty ? rule : rule.Add(("resourceNames", names.Order(StringComparer.Ordinal).ToArray<object>()));
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > 120)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return line;
    }
}
