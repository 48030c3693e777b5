using System.Text;

namespace ClusterProbe.Monitoring.Documents;

/// <summary>Wraps the rules as an object of Prometheus Operator.</summary>
public static class PrometheusRuleManifest
{
    /// <summary>Where it is in the repository.</summary>
    public const string Path = "manifests/overlays/alerts/prometheusrule.yaml";

    /// <summary>Writes it.</summary>
    /// <param name="rules">The text of the rules file.</param>
    public static string Write(string rules)
    {
        var manifest = new StringBuilder(
            """
            # Made from dashboards/rules/clusterprobe.rules.yaml: dotnet run --project tests/ClusterProbe.Monitoring -- generate
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: clusterprobe
              namespace: clusterprobe
              labels:
                app.kubernetes.io/name: clusterprobe
            spec:

            """);
        var start = rules.IndexOf("groups:\n", StringComparison.Ordinal);
        foreach (var line in rules[start..].TrimEnd('\n').Split('\n')) manifest.Append(line.Length == 0 ? "" : "  ").Append(line).Append('\n');
        return manifest.ToString();
    }
}
