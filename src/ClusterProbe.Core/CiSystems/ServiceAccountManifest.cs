using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Core.CiSystems;

/// <summary>Writes the manifest of a ServiceAccount that is missing.</summary>
public static class ServiceAccountManifest
{
    /// <summary>The ServiceAccount.</summary>
    /// <param name="account">Its name and namespace.</param>
    public static string For(ServiceAccountReference account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return YamlWriter.Write(
            ("apiVersion", "v1"),
            ("kind", "ServiceAccount"),
            ("metadata", new (string, object)[] { ("name", account.Name), ("namespace", account.Namespace) }));
    }

    /// <summary>The ServiceAccount after its namespace.</summary>
    /// <param name="account">Its name and namespace.</param>
    public static string WithNamespace(ServiceAccountReference account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var @namespace = YamlWriter.Write(
            ("apiVersion", "v1"),
            ("kind", "Namespace"),
            ("metadata", new (string, object)[] { ("name", account.Namespace) }));
        return $"{@namespace}---\n{For(account)}";
    }
}
