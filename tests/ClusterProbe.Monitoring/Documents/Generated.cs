using System.Collections.Immutable;
using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.Monitoring.Documents;

/// <summary>The files of the repository that are made by this program.</summary>
public static class Generated
{
    /// <summary>The path and the text of each file, as it should be.</summary>
    public static ImmutableSortedDictionary<string, string> Files()
    {
        var rules = Repository.Read(RuleFile.Path);
        return Dashboard.All.ToDictionary(dashboard => dashboard.Path, DashboardJson.Write)
            .Append(KeyValuePair.Create(MetricsPage.Path, MetricsPage.Write(RuleFile.Parse(rules))))
            .Append(KeyValuePair.Create(PrometheusRuleManifest.Path, PrometheusRuleManifest.Write(rules)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
