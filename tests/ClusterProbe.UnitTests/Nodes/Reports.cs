using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>Makes reports of nodes and runs checks of the cluster on them.</summary>
internal static class Reports
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Profile Profile { get; } = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["ci"] };

    /// <summary>A report with the outcome of CP7005 and with facts as <c>key=value</c>.</summary>
    public static NodeReport Of(string node, FindingStatus status = FindingStatus.Pass, string message = "said", double minutesAgo = 1, params string[] facts) => new()
    {
        Node = node,
        ObservedAt = Now.AddMinutes(-minutesAgo),
        Heartbeat = TimeSpan.FromMinutes(2),
        Checks = ImmutableSortedDictionary<string, FindingStatus>.Empty.Add("CP7005", status),
        Findings = status > FindingStatus.Skip ? [new("CP7005", status, status == FindingStatus.Error ? CheckEngine.DefectReason : "Smaller", message, $"fix {message}")] : [],
        Facts = facts.Select(fact => fact.Split('=')).ToImmutableSortedDictionary(fact => fact[0], fact => fact[1], StringComparer.Ordinal),
    };

    public static NodeReport WithFacts(string node, params string[] facts) => Of(node, facts: facts);

    public static ClusterFacts Facts(params IEnumerable<NodeReport> reports)
        => new() { CollectedAt = Now, Source = "test", NodeReports = Fact.Known(new NodeReports([.. reports])) };

    public static Finding Evaluate<T>(ClusterFacts facts, Profile? profile = null)
        where T : Check, new()
        => CheckEngine.Evaluate([new T()], new CheckContext(facts, profile ?? Profile, Now)).Findings.Single();
}
