using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Core.Admission;

/// <summary>The objects that get refused pods admitted.</summary>
internal static class AdmissionManifests
{
    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";

    private static readonly ImmutableHashSet<string> ManagedByServer =
        ["kubernetes.io/metadata.name", "kubectl.kubernetes.io/last-applied-configuration"];

    /// <summary>A namespace.</summary>
    /// <param name="name">Its name.</param>
    public static string Namespace(string name) => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Namespace"),
        ("metadata", Mapping(("name", name))));

    /// <summary>
    /// A namespace with a Pod Security level. It repeats the labels and annotations that are there, because <c>kubectl apply</c> removes
    /// those that an earlier apply has set and this one does not mention.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="level">The level to enforce.</param>
    /// <param name="existing">The namespace as it is; null when that is not known.</param>
    public static string NamespaceWithPodSecurity(string name, string level, NamespaceFact? existing)
    {
        var labels = (existing?.Labels ?? ImmutableSortedDictionary<string, string>.Empty).SetItem(EnforceLabel, level);
        var metadata = Mapping(("name", name)).Append(("labels", Map(labels)));
        var annotations = Map(existing?.Annotations ?? ImmutableSortedDictionary<string, string>.Empty);
        return YamlWriter.Write(
            ("apiVersion", "v1"),
            ("kind", "Namespace"),
            ("metadata", annotations.Length == 0 ? metadata.ToArray() : [.. metadata, ("annotations", annotations)]));
    }

    /// <summary>A ServiceAccount.</summary>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    public static string ServiceAccount(string @namespace, string name) => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "ServiceAccount"),
        ("metadata", Mapping(("name", name), ("namespace", @namespace))));

    /// <summary>The right of a ServiceAccount to use a security context constraint of OpenShift 4.</summary>
    /// <param name="account">The ServiceAccount.</param>
    /// <param name="constraint">The constraint.</param>
    public static string UseOfConstraint(ServiceAccountReference account, string constraint) => YamlWriter.Write(
        ("apiVersion", "rbac.authorization.k8s.io/v1"),
        ("kind", "RoleBinding"),
        ("metadata", Mapping(("name", $"builds-use-scc-{constraint}"), ("namespace", account.Namespace))),
        ("roleRef", Mapping(("apiGroup", "rbac.authorization.k8s.io"), ("kind", "ClusterRole"), ("name", $"system:openshift:scc:{constraint}"))),
        ("subjects", new object[] { Mapping(("kind", "ServiceAccount"), ("name", account.Name), ("namespace", account.Namespace)) }));

    private static (string Key, object Value)[] Mapping(params (string Key, object Value)[] entries) => entries;

    private static (string Key, object Value)[] Map(ImmutableSortedDictionary<string, string> map)
        => [.. map.Where(pair => !ManagedByServer.Contains(pair.Key)).Select(pair => (pair.Key, (object)pair.Value))];
}
