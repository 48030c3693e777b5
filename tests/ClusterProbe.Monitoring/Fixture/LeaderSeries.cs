using ClusterProbe.Agent.Metrics;
using ClusterProbe.Core.Checks;

namespace ClusterProbe.Monitoring.Fixture;

/// <summary>What the leader exports about the cluster.</summary>
internal static class LeaderSeries
{
    private static readonly string[] Statuses = ["pass", "skip", "warn", "error", "fail"];
    private static readonly string[] Collectors = ["admission", "namespaces", "nodes", "permissions", "pods", "mesh", "quota", "node-reports"];

    public static IEnumerable<MetricSample> Of(Situation situation, DateTimeOffset now) =>
        [.. situation.Profiles.SelectMany(profile => OfProfile(profile, profile == situation.Profiles[0] ? situation : situation with { Findings = [], Waived = [], RefusesPrivileged = false }, now)), .. OfNodes(situation)];

    private static IEnumerable<MetricSample> OfProfile(string profile, Situation situation, DateTimeOffset now)
        => [.. Verdict(profile, situation), .. Findings(profile, situation, now), .. Shapes(profile, situation), .. Cycle(profile, now)];

    private static IEnumerable<MetricSample> Verdict(string profile, Situation situation)
    {
        var required = situation.Findings.Where(finding => finding.Required).Select(finding => finding.Status).ToHashSet();
        var verdict = required.Contains("fail") ? "false" : required.Contains("error") ? "unknown" : "true";
        foreach (var status in new[] { "true", "false", "unknown" }) yield return new(MetricCatalog.Ready, status == verdict ? 1 : 0, profile, status);
        foreach (var status in Statuses) yield return new(MetricCatalog.Findings, status == "pass" ? 40 : situation.Findings.Count(finding => finding.Status == status), profile, status);
        yield return new(MetricCatalog.Findings, situation.Waived.Length, profile, "waived");
        foreach (var check in CheckRegistry.All)
        {
            var worst = situation.Findings.Where(finding => finding.Check == check.Code).Select(finding => Array.IndexOf(Statuses, finding.Status)).DefaultIfEmpty(0).Max();
            yield return new(MetricCatalog.CheckStatus, worst, profile, check.Code, $"{check.Category}".ToLowerInvariant(), "cluster");
        }
    }

    private static IEnumerable<MetricSample> Findings(string profile, Situation situation, DateTimeOffset now)
    {
        foreach (var finding in situation.Findings)
        {
            yield return new(
                MetricCatalog.Finding, 1, profile, finding.Check, finding.Status, finding.Reason, finding.Required ? "true" : "false", finding.Kind, finding.Namespace, finding.Name);
        }

        foreach (var check in situation.Waived) yield return new(MetricCatalog.WaiverExpiry, now.AddDays(5).ToUnixTimeSeconds() / 86400 * 86400, profile, check, "namespace", "", "ci-builds");
    }

    private static IEnumerable<MetricSample> Shapes(string profile, Situation situation)
    {
        foreach (var (shape, size) in new[] { ("default", 1), ("large", 4) })
        {
            yield return new(MetricCatalog.BuildSlots, situation.Slots / size, profile, $"{profile}-builds", shape, "now");
            yield return new(MetricCatalog.BuildSlots, situation.Nodes * 6 / size, profile, $"{profile}-builds", shape, "empty");
            foreach (var variant in new[] { "declared", "hardened", "root", "privileged" })
            {
                var refused = situation.RefusesPrivileged && variant == "privileged";
                yield return new(MetricCatalog.Admission, 1, profile, $"{profile}-builds", shape, variant, refused ? "denied" : "admitted", refused ? "PodSecurity" : "");
            }
        }
    }

    private static IEnumerable<MetricSample> Cycle(string profile, DateTimeOffset now)
    {
        var last = now.ToUnixTimeSeconds() / 120 * 120;
        yield return new(MetricCatalog.LastRun, last, "cluster", profile);
        yield return new(MetricCatalog.LastSuccess, last, "cluster", profile);
        yield return new(MetricCatalog.RunDuration, 1.1 + (0.2 * Math.Sin(last)), "cluster", profile);
        foreach (var (collector, index) in Collectors.Select((collector, index) => (collector, index)))
        {
            yield return new(MetricCatalog.CollectorDuration, (0.05 * (index + 1)) + (0.01 * Math.Sin(last + index)), collector, profile);
        }
    }

    private static IEnumerable<MetricSample> OfNodes(Situation situation)
    {
        yield return new(MetricCatalog.DryRunGuard, 1);
        yield return new(MetricCatalog.Nodes, situation.Nodes, "expected");
        yield return new(MetricCatalog.Nodes, situation.Nodes - situation.Silent, "reporting");
        yield return new(MetricCatalog.Nodes, situation.Silent, "silent");
        foreach (var check in Situation.NodeChecks)
        {
            var statuses = Enumerable.Range(0, situation.Nodes - situation.Silent).Select(node => NodeSeries.StatusOf(check, node, situation)).ToArray();
            foreach (var (status, index) in Statuses.Select((status, index) => (status, index))) yield return new(MetricCatalog.NodeChecks, statuses.Count(found => found == index), check, status);
        }

        if (situation.OddNodes == 0) yield break;
        yield return new(MetricCatalog.NodeDrift, situation.OddNodes, "mtu");
        yield return new(MetricCatalog.NodeDrift, situation.OddNodes, "kernel");
    }
}
