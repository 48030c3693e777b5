using System.Collections.Immutable;
using System.Globalization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Readiness;

/// <summary>Makes the part of a status that is about the nodes and their agents.</summary>
public static class NodesStatusFactory
{
    /// <summary>The nodes as the facts show them. Late reports do not count.</summary>
    /// <param name="facts">The facts of the cluster.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="now">The time.</param>
    public static NodesStatus Create(ClusterFacts facts, Profile profile, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var reports = facts.NodeReports.IsKnown(out var known) ? known : new NodeReports([]);
        var coverage = facts.Nodes.IsKnown(out var nodes) ? NodeCoverage.Of(nodes, reports, now) : null;
        ImmutableArray<NodeReport> fresh = [.. reports.Reports.Where(report => !report.IsStale(now))];
        var reporting = coverage?.Reporting ?? fresh.Length;
        return new NodesStatus
        {
            Expected = coverage?.Expected,
            Reporting = reporting,
            Summary = string.Create(CultureInfo.InvariantCulture, $"{reporting}/{(coverage is null ? "?" : coverage.Expected)}"),
            Classes =
            [
                .. BuildStrategies.Of(facts, profile, [.. NodeClasses.Of(fresh).Take(ReadinessLimits.NodeClasses)])
                    .Select(entry => new NodeClassEntry(entry.Nodes.Nodes, entry.Nodes.Examples, entry.Nodes.Facts, BuildStrategies.Working(entry.Answers))),
            ],
            Drift = [.. Drift.Of(fresh).Select(entry => entry with { Others = [.. entry.Others.Take(ReadinessLimits.DriftValues)] })],
            Silent = coverage is null ? [] : [.. coverage.Silent.Concat(coverage.Late.Select(report => report.Node)).Order(StringComparer.Ordinal).Take(ReadinessLimits.NodeExamples)],
        };
    }
}
