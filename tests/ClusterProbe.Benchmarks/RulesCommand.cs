using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Fixture;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.Benchmarks;

/// <summary>Measures what the rules and the dashboards' queries cost a real Prometheus that has the series of many agents.</summary>
internal static partial class RulesCommand
{
    private const int NodesOfAShard = 250;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var nodes = new Option<int>("--nodes") { Description = "How many agents.", DefaultValueFactory = _ => 5_000 };
        var minutes = new Option<double>("--minutes") { Description = "How long series are collected; rates look back 5 minutes.", DefaultValueFactory = _ => 7 };
        var command = new Command("rules", "Measures rule evaluation and dashboard queries of a real Prometheus at the series of a large cluster.") { nodes, minutes };
        command.SetAction((result, cancellationToken) => MeasureAsync(result.GetValue(nodes), TimeSpan.FromMinutes(result.GetValue(minutes)), cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(int nodes, TimeSpan time, CancellationToken cancellationToken)
    {
        var exporter = await FixtureExporter.StartAsync(Situation.Troubled with { Nodes = nodes, Silent = nodes / 100, OddNodes = 3 }, cancellationToken).ConfigureAwait(false);
        await using var exporterEnds = exporter.ConfigureAwait(false);
        var configuration = PrometheusConfiguration.ForShards(exporter.Address, Math.Max(1, nodes / NodesOfAShard), new PrometheusOptions { Interval = Interval });
        var prometheus = await PrometheusServer.StartAsync(configuration, cancellationToken).ConfigureAwait(false);
        await using var prometheusEnds = prometheus.ConfigureAwait(false);
        await Task.Delay(time, cancellationToken).ConfigureAwait(false);

        var metrics = await prometheus.OwnMetricsAsync(cancellationToken).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nodes:N0} nodes, {Value(metrics, "prometheus_tsdb_head_series"):N0} series, Prometheus {Value(metrics, "process_resident_memory_bytes") / 1048576:N0} MiB\n"));
        Console.WriteLine("| Rule group | Last evaluation | Missed |\n|---|---|---|");
        foreach (Match group in Groups().Matches(metrics))
        {
            var missed = Value(metrics, $"prometheus_rule_group_iterations_missed_total{{rule_group=\"{group.Groups[1].Value}\"}}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {group.Groups[1].Value.Split(';')[^1]} | {double.Parse(group.Groups[2].Value, CultureInfo.InvariantCulture) * 1000:0.0} ms | {missed:0} |"));
        }

        Console.WriteLine("\n| Slowest rules | Last evaluation |\n|---|---|");
        foreach (var (rule, duration) in (await prometheus.RuleDurationsAsync(cancellationToken).ConfigureAwait(false)).OrderByDescending(rule => rule.Duration).Take(5))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rule} | {duration.TotalMilliseconds:0.0} ms |"));
        }

        Console.WriteLine("\n| Slowest panels | Query over 5 minutes |\n|---|---|");
        foreach (var (panel, duration) in (await AskAsync(prometheus, cancellationToken).ConfigureAwait(false)).OrderByDescending(panel => panel.Duration).Take(5))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {panel} | {duration.TotalMilliseconds:0} ms |"));
        }
    }

    private static async Task<List<(string Panel, TimeSpan Duration)>> AskAsync(PrometheusServer prometheus, CancellationToken cancellationToken)
    {
        var variables = new VariableValues("node-0", "2m", "5m");
        var durations = new List<(string, TimeSpan)>();
        foreach (var panel in Dashboard.All.SelectMany(dashboard => dashboard.Panels))
        {
            var started = Stopwatch.GetTimestamp();
            var now = TimeProvider.System.GetUtcNow();
            foreach (var query in panel.Queries)
            {
                var expression = variables.Fill(query.Expression);
                if (panel.IsOverTime) await prometheus.QueryRangeAsync(expression, now - TimeSpan.FromMinutes(5), now, TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
                else await prometheus.QueryAsync(expression, cancellationToken).ConfigureAwait(false);
            }

            durations.Add((panel.Title, Stopwatch.GetElapsedTime(started)));
        }

        return durations;
    }

    private static double Value(string metrics, string series)
    {
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith($"{series} ", StringComparison.Ordinal));
        return line is null ? double.NaN : double.Parse(line.AsSpan(series.Length + 1), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""prometheus_rule_group_last_duration_seconds\{rule_group="([^"]+)"\} (\S+)""")]
    private static partial Regex Groups();
}
