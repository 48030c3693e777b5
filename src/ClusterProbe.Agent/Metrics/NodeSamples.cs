using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Agent.Metrics;

/// <summary>What every agent exports about its node and itself.</summary>
public static class NodeSamples
{
    private static readonly ImmutableArray<string> InfoFacts = ["kernel", "cgroup", "mtu", "overlay", "iptables", "user-namespaces", "pid-limit", "inotify-instances"];

    /// <summary>The outcome of the node's checks, and its facts.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="facts">The facts that nodes are compared by.</param>
    /// <param name="evaluation">The findings.</param>
    public static IEnumerable<MetricSample> Of(string node, ImmutableSortedDictionary<string, string> facts, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(evaluation);
        return evaluation.Findings
            .GroupBy(finding => finding.Code, StringComparer.Ordinal)
            .Select(findings => new MetricSample(MetricCatalog.CheckStatus, findings.Max(finding => Badness.Of(finding.Status)), "", findings.Key, "node", "node"))
            .Append(new MetricSample(MetricCatalog.NodeInfo, 1, [node, .. InfoFacts.Select(fact => facts.GetValueOrDefault(fact, ""))]));
    }

    /// <summary>When an evaluation ran, how long it took, and whether it learned all that it asked for.</summary>
    /// <param name="scope"><c>node</c> or <c>cluster</c>.</param>
    /// <param name="profile">The profile; empty for the node's own checks.</param>
    /// <param name="started">When it began.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="lastSuccess">When it last learned everything; null for never.</param>
    public static IEnumerable<MetricSample> Run(string scope, string profile, DateTimeOffset started, TimeSpan duration, DateTimeOffset? lastSuccess)
    {
        yield return new MetricSample(MetricCatalog.LastRun, Seconds(started), scope, profile);
        yield return new MetricSample(MetricCatalog.RunDuration, duration.TotalSeconds, scope, profile);
        if (lastSuccess is { } success) yield return new MetricSample(MetricCatalog.LastSuccess, Seconds(success), scope, profile);
    }

    /// <summary>The build of this agent.</summary>
    /// <param name="version">Its version.</param>
    public static MetricSample Build(string version)
        => new(MetricCatalog.BuildInfo, 1, version, RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
