using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Core.Access;

/// <summary>The Role and RoleBinding that grant an identity exactly what it lacks in one namespace.</summary>
public static class MissingRole
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>Both objects as YAML that <c>kubectl apply -f</c> accepts.</summary>
    /// <param name="prefix">What the objects' name starts with, a DNS label.</param>
    /// <param name="namespace">The namespace in which the permissions are missing.</param>
    /// <param name="identity">Who lacks them.</param>
    /// <param name="permissions">The missing permissions; at least one, without object names.</param>
    public static string Manifest(string prefix, string @namespace, ServiceAccountReference identity, IEnumerable<Permission> permissions)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var rules = Rules(permissions);
        var name = $"{prefix}-{Fingerprint($"{identity} {string.Join(';', rules)}")}";
        (string, object)[] metadata = [("name", name), ("namespace", @namespace)];
        var role = YamlWriter.Write(
            ("apiVersion", $"{RbacGroup}/v1"),
            ("kind", "Role"),
            ("metadata", metadata),
            ("rules", rules.Select(rule => (object)rule.ToYaml()).ToArray()));
        var binding = YamlWriter.Write(
            ("apiVersion", $"{RbacGroup}/v1"),
            ("kind", "RoleBinding"),
            ("metadata", metadata),
            ("roleRef", new (string, object)[] { ("apiGroup", RbacGroup), ("kind", "Role"), ("name", name) }),
            ("subjects", new object[] { new (string, object)[] { ("kind", "ServiceAccount"), ("name", identity.Name), ("namespace", identity.Namespace) } }));
        return $"{role}---\n{binding}";
    }

    private static ImmutableArray<Rule> Rules(IEnumerable<Permission> permissions) =>
    [
        .. permissions
            .GroupBy(permission => (permission.Group, permission.RuleResource))
            .Select(group => (group.Key.Group, Resource: group.Key.RuleResource, Verbs: string.Join(' ', group.Select(permission => permission.Verb).Distinct().Order(StringComparer.Ordinal))))
            .GroupBy(row => (row.Group, row.Verbs))
            .Select(group => new Rule(group.Key.Group, string.Join(' ', group.Select(row => row.Resource).Order(StringComparer.Ordinal)), group.Key.Verbs))
            .OrderBy(rule => rule.Resources, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Names what is granted to whom, because applying a Role replaces its rules: a later fix under the same name would take back the former one.
    /// </summary>
    private static string Fingerprint(string content)
        => Encoding.UTF8.GetBytes(content)
            .Aggregate(2166136261u, (hash, octet) => unchecked((hash ^ octet) * 16777619u))
            .ToString("x8", CultureInfo.InvariantCulture);

    private sealed record Rule(string Group, string Resources, string Verbs)
    {
        public (string, object)[] ToYaml() =>
        [
            ("apiGroups", new object[] { Group }),
            ("resources", Resources.Split(' ').ToArray<object>()),
            ("verbs", Verbs.Split(' ').ToArray<object>()),
        ];
    }
}
