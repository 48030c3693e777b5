using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.Agent.Metrics;

/// <summary>What every agent exports about its node and itself.</summary>
public static class NodeSamples
{
    private static readonly ImmutableArray<string> InfoFacts = ["kernel", "cgroup", "mtu", "overlay", "iptables", "user-namespaces", "pid-limit", "inotify-instances"];

    /// <summary>The outcome of the node's checks, and its facts.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="facts">What was learned on it.</param>
    /// <param name="evaluation">The findings.</param>
    public static IEnumerable<MetricSample> Of(string node, NodeFacts facts, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(evaluation);
        var published = facts.Published;
        return
        [
            .. evaluation.Findings
                .GroupBy(finding => finding.Code, StringComparer.Ordinal)
                .Select(findings => new MetricSample(MetricCatalog.CheckStatus, findings.Max(finding => Badness.Of(finding.Status)), "", findings.Key, "node", "node")),
            new MetricSample(MetricCatalog.NodeInfo, 1, [node, .. InfoFacts.Select(fact => published.GetValueOrDefault(fact, ""))]),
            .. Pressures(facts),
            .. (facts.Endpoints ?? []).SelectMany(EndpointSamples),
            .. facts.ClockSkew is { } skew ? [new MetricSample(MetricCatalog.ClockSkew, skew.Offset.TotalSeconds)] : Array.Empty<MetricSample>(),
        ];
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

    private static IEnumerable<MetricSample> Pressures(NodeFacts facts)
    {
        if (facts.CpuPressure.IsKnown(out var cpu)) yield return Of("cpu", cpu);
        if (facts.MemoryPressure.IsKnown(out var memory)) yield return Of("memory", memory);
        if (facts.IoPressure.IsKnown(out var io)) yield return Of("io", io);

        static MetricSample Of(string resource, Pressure pressure) => new(MetricCatalog.NodePressure, pressure.Average60 / 100, resource);
    }

    private static IEnumerable<MetricSample> EndpointSamples(EndpointResult result)
    {
        var (profile, endpoint) = (result.Profile, result.Endpoint.Name);
        yield return new MetricSample(MetricCatalog.EndpointReachable, result.Failure is null ? 1 : 0, profile, endpoint);
        if (result.NameLatency is { } name) yield return new MetricSample(MetricCatalog.EndpointLatency, name.TotalSeconds, profile, endpoint, "dns");
        if (result.ConnectLatency is { } connect) yield return new MetricSample(MetricCatalog.EndpointLatency, connect.TotalSeconds, profile, endpoint, "tcp");
        if (result.HandshakeLatency is { } handshake) yield return new MetricSample(MetricCatalog.EndpointLatency, handshake.TotalSeconds, profile, endpoint, "tls");
        if (result.CertificateExpires is { } expires) yield return new MetricSample(MetricCatalog.EndpointCertificateExpiry, Seconds(expires), profile, endpoint);
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
