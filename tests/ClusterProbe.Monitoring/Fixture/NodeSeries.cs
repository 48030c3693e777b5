using ClusterProbe.Agent.Metrics;

namespace ClusterProbe.Monitoring.Fixture;

/// <summary>What the agent of one node exports about itself and its node.</summary>
internal static class NodeSeries
{
    private static readonly string[] Targets = ["app.harness.io:443", "registry.example.com:443"];
    private static readonly string[] Steps = ["dns", "tcp", "tls"];

    private static readonly (string Verb, string Resource, double PerSecond)[] Requests =
    [
        ("get", "leases", 0.02), ("list", "clusterreadinesses", 0.01), ("patch", "nodereadinesses", 0.008),
    ];

    private static readonly (string Verb, string Resource, double PerSecond)[] LeaderRequests =
    [
        ("update", "leases", 0.33), ("list", "pods", 0.2), ("list", "nodes", 0.02), ("create", "pods", 0.15), ("create", "subjectaccessreviews", 0.2), ("patch", "clusterreadinesses", 0.01),
    ];

    private static readonly MetricDefinition Cpu = new("process_cpu_seconds_total", MetricKind.Counter, MetricSource.Node, "CPU time.", []);
    private static readonly MetricDefinition Memory = new("process_working_set_bytes", MetricKind.Gauge, MetricSource.Node, "Working set.", []);
    private static readonly MetricDefinition Started = new("process_start_time_seconds", MetricKind.Gauge, MetricSource.Node, "Start.", []);

    public static IEnumerable<MetricSample> Of(int node, Situation situation, DateTimeOffset started, DateTimeOffset now)
    {
        var elapsed = (now - started).TotalSeconds;
        var isLeader = node == situation.Leader;
        return [.. Facts(node, situation), .. Conditions(node, elapsed, situation, now), .. Runs(now), .. Api(elapsed, isLeader, situation), .. Process(node, elapsed, isLeader, started)];
    }

    /// <summary>The outcome of a check on a node: it fails on the first nodes, and warns on those that follow.</summary>
    public static int StatusOf(string check, int node, Situation situation)
    {
        var failing = situation.FailingNodes.GetValueOrDefault(check);
        if (node < failing) return 4;
        return node < failing + situation.WarningNodes.GetValueOrDefault(check) ? 2 : 0;
    }

    private static IEnumerable<MetricSample> Facts(int node, Situation situation)
    {
        foreach (var check in Situation.NodeChecks) yield return new(MetricCatalog.CheckStatus, StatusOf(check, node, situation), "", check, "node", "node");
        var odd = node < situation.OddNodes;
        yield return new(MetricCatalog.NodeInfo, 1, $"node-{node}", odd ? "6.1" : "6.12", "v2", odd ? "1450" : "1500", "true", "nft", "true", "4096", "8192");
        yield return new(MetricCatalog.BuildInfo, 1, "0.1.0", "x64");
    }

    private static IEnumerable<MetricSample> Conditions(int node, double elapsed, Situation situation, DateTimeOffset now)
    {
        var wave = 1 + Math.Sin((elapsed / 90) + node);
        yield return new(MetricCatalog.NodePressure, 0.08 * wave, "cpu");
        yield return new(MetricCatalog.NodePressure, 0.01 * wave, "memory");
        yield return new(MetricCatalog.NodePressure, 0.03 * wave, "io");
        yield return new(MetricCatalog.ClockSkew, 0.004 * (wave - 1));
        foreach (var target in Targets)
        {
            yield return new(MetricCatalog.EndpointReachable, situation.FailingNodes.Count > 0 && node == 0 ? 0 : 1, situation.Profiles[0], target);
            foreach (var (step, index) in Steps.Select((step, index) => (step, index))) yield return new(MetricCatalog.EndpointLatency, 0.004 * (index + wave), situation.Profiles[0], target, step);
            yield return new(MetricCatalog.EndpointCertificateExpiry, now.AddDays(target == Targets[0] ? 61 : 23).ToUnixTimeSeconds(), situation.Profiles[0], target);
        }
    }

    private static IEnumerable<MetricSample> Runs(DateTimeOffset now)
    {
        var last = now.ToUnixTimeSeconds() / 60 * 60;
        yield return new(MetricCatalog.LastRun, last, "node", "");
        yield return new(MetricCatalog.LastSuccess, last, "node", "");
        yield return new(MetricCatalog.RunDuration, 0.02, "node", "");
    }

    private static IEnumerable<MetricSample> Api(double elapsed, bool isLeader, Situation situation)
    {
        (string Verb, string Resource, double PerSecond)[] requests = isLeader ? [.. Requests, .. LeaderRequests] : [.. Requests];
        foreach (var (verb, resource, perSecond) in requests)
        {
            yield return new(MetricCatalog.ApiRequests, Math.Floor(perSecond * elapsed), verb, resource, verb == "create" ? "201" : "200");
            if (situation.ApiErrors) yield return new(MetricCatalog.ApiRequests, Math.Floor(perSecond * elapsed / 30), verb, resource, "429");
        }

        foreach (var group in requests.GroupBy(request => request.Verb, StringComparer.Ordinal))
        {
            var sent = group.Sum(request => request.PerSecond) * elapsed;
            yield return new(MetricCatalog.ApiSeconds, sent * (group.Key == "list" ? 0.08 : 0.006), group.Key);
            if (situation.ApiErrors) yield return new(MetricCatalog.ApiRetries, Math.Floor(sent / 30), group.Key);
        }

        yield return new(MetricCatalog.ReportWrites, Math.Floor(elapsed * 0.008), "NodeReadiness", "success");
        yield return new(MetricCatalog.ReportWrites, Math.Floor(elapsed * 0.015), "NodeReadiness", "unchanged");
        if (isLeader) yield return new(MetricCatalog.ReportWrites, Math.Floor(elapsed * 0.008), "ClusterReadiness", "success");
        if (situation.ApiErrors) yield return new(MetricCatalog.ReportWrites, Math.Floor(elapsed * 0.0003), "NodeReadiness", "error");
    }

    private static IEnumerable<MetricSample> Process(int node, double elapsed, bool isLeader, DateTimeOffset started)
    {
        yield return new(MetricCatalog.IsLeader, isLeader ? 1 : 0);
        yield return new(MetricCatalog.LeaderTransitions, isLeader ? 1 : 0, "leader");
        yield return new(MetricCatalog.LeaderTransitions, 0, "follower");
        yield return new(Cpu, elapsed * (isLeader ? 0.03 : 0.0015));
        yield return new(Memory, (isLeader ? 48e6 : 27e6) + (node % 7 * 3e5) + (2e5 * Math.Sin(elapsed / 40)));
        yield return new(Started, started.ToUnixTimeSeconds());
    }
}
