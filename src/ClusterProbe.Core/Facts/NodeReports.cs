using System.Collections.Immutable;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Facts;

/// <summary>What the agents on the nodes report.</summary>
/// <param name="Reports">Sorted by the node's name.</param>
public sealed record NodeReports(ImmutableArray<NodeReport> Reports);

/// <summary>What the agent on one node reports: a <c>NodeReadiness</c> object.</summary>
public sealed record NodeReport
{
    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>When the agent last wrote, by the API server's clock as far as the agent knows it.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>How often the agent writes at the least.</summary>
    public required TimeSpan Heartbeat { get; init; }

    /// <summary>The facts that nodes are compared by, such as <c>mtu</c>: <c>1500</c>. A fact that is unknown there is missing.</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The outcome of each node check, by code.</summary>
    public ImmutableSortedDictionary<string, FindingStatus> Checks { get; init; } = ImmutableSortedDictionary<string, FindingStatus>.Empty;

    /// <summary>The findings that are neither pass nor skip.</summary>
    public ImmutableArray<NodeReportFinding> Findings { get; init; } = [];

    /// <summary>Whether the agent is late by more than two heartbeats.</summary>
    /// <param name="now">The time.</param>
    public bool IsStale(DateTimeOffset now) => now - ObservedAt > 3 * Heartbeat;
}

/// <summary>A finding of a node, in few words.</summary>
/// <param name="Code">The check's code.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Reason">One of the check's reasons.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">How to fix it; null for nothing to fix.</param>
public sealed record NodeReportFinding(string Code, FindingStatus Status, string Reason, string Message, string? Fix = null);
