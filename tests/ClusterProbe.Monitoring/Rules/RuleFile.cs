using System.Collections.Immutable;
using ClusterProbe.Monitoring.PromQl;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.Monitoring.Rules;

/// <summary>The recording and alerting rules.</summary>
/// <param name="Rules">All rules of all groups.</param>
public sealed record RuleFile(ImmutableArray<Rule> Rules)
{
    /// <summary>Where it is in the repository.</summary>
    public const string Path = "dashboards/rules/clusterprobe.rules.yaml";

    /// <summary>The alerts.</summary>
    public IEnumerable<Rule> Alerts => Rules.Where(rule => rule.IsAlert);

    /// <summary>Reads it.</summary>
    /// <param name="yaml">Its text.</param>
    public static RuleFile Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var groups = (YamlSequenceNode)stream.Documents[0].RootNode["groups"];
        return new RuleFile([.. groups.SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>().Select(ReadRule)]);
    }

    /// <summary>What the agent exports, with what the recording rules add.</summary>
    public SeriesSchema Schema()
    {
        var schema = SeriesSchema.Exported;
        foreach (var rule in Rules.Where(rule => !rule.IsAlert)) schema = schema.With(rule.Name, LabelChecker.Check(rule.Expression, schema).Labels);
        var ofAlerts = Alerts.Aggregate(
            ImmutableHashSet.Create("alertname", "alertstate", "severity"),
            (labels, alert) => labels.Union(LabelChecker.Check(alert.Expression, schema).Labels));
        return schema.With("ALERTS", ofAlerts);
    }

    private static Rule ReadRule(YamlMappingNode rule) => new(
        Text(rule, "alert") ?? Text(rule, "record")!,
        Text(rule, "alert") is not null,
        Text(rule, "expr")!,
        Text(rule, "for"),
        Texts(rule, "labels"),
        Texts(rule, "annotations"));

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    private static ImmutableDictionary<string, string> Texts(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value)
        ? ((YamlMappingNode)value).Children.ToImmutableDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!)
        : ImmutableDictionary<string, string>.Empty;
}

/// <summary>A rule.</summary>
/// <param name="Name">The alert's name, or the metric that is recorded.</param>
/// <param name="IsAlert">Whether it is an alert.</param>
/// <param name="Expression">The query.</param>
/// <param name="For">How long it has to last; null for not at all.</param>
/// <param name="Labels">Labels that are added.</param>
/// <param name="Annotations">Texts.</param>
public sealed record Rule(
    string Name, bool IsAlert, string Expression, string? For, ImmutableDictionary<string, string> Labels, ImmutableDictionary<string, string> Annotations);
