using ClusterProbe.Monitoring.Fixture;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.Monitoring.Servers;

/// <summary>Writes configurations of Prometheus.</summary>
public static class PrometheusConfiguration
{
    /// <summary>One target for each agent of a made-up cluster.</summary>
    /// <param name="address">The exporter's address.</param>
    /// <param name="nodes">How many agents it answers for.</param>
    /// <param name="options">The rest.</param>
    public static string ForNodes(string address, int nodes, PrometheusOptions options)
        => Write(options, string.Join('\n', Enumerable.Range(0, nodes).Select(node => Target(address, $"/nodes/{node}/metrics", FixtureExporter.InstanceOf($"node-{node}")))));

    /// <summary>A few targets that answer for many agents each.</summary>
    /// <param name="address">The exporter's address.</param>
    /// <param name="shards">How many targets.</param>
    /// <param name="options">The rest.</param>
    public static string ForShards(string address, int shards, PrometheusOptions options)
        => Write(options with { HonorLabels = true }, string.Join('\n', Enumerable.Range(0, shards).Select(shard => Target(address, $"/shards/{shard}/{shards}/metrics", $"shard-{shard}"))));

    /// <summary>Agents under their own addresses.</summary>
    /// <param name="addresses">Their addresses.</param>
    /// <param name="options">The rest.</param>
    public static string ForAddresses(IEnumerable<string> addresses, PrometheusOptions options)
        => Write(options, $"  - targets: [{string.Join(", ", addresses.Select(address => $"\"{address}\""))}]");

    private static string Target(string address, string path, string instance)
        => $$"""  - {targets: ["{{address}}"], labels: {__metrics_path__: "{{path}}", instance: "{{instance}}"} }""";

    private static string Write(PrometheusOptions options, string targets) => $"""
        global:
          scrape_interval: {options.Interval.TotalSeconds}s
          scrape_timeout: {options.Interval.TotalSeconds}s
          evaluation_interval: {options.Interval.TotalSeconds}s
        rule_files: ["{options.RulesFile}"]
        alerting:
          alertmanagers:
          - static_configs: [{(options.Alertmanager is null ? "" : $$"""{targets: ["{{options.Alertmanager}}"]}""")}]
        scrape_configs:
        - job_name: clusterprobe
          honor_labels: {(options.HonorLabels ? "true" : "false")}
          static_configs:
        {targets}

        """;
}

/// <summary>What a Prometheus is started with.</summary>
public sealed record PrometheusOptions
{
    /// <summary>How often targets are scraped and rules evaluated.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The rules.</summary>
    public string RulesFile { get; init; } = Repository.Locate(RuleFile.Path);

    /// <summary>Where alerts go; null for nowhere.</summary>
    public string? Alertmanager { get; init; }

    /// <summary>Whether targets say themselves which instance a series is of.</summary>
    public bool HonorLabels { get; init; }
}
