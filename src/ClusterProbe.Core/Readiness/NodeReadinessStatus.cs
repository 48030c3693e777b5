using System.Collections.Immutable;

namespace ClusterProbe.Core.Readiness;

/// <summary>What the agent on a node found: the <c>status</c> of its <c>NodeReadiness</c> object.</summary>
public sealed record NodeReadinessStatus
{
    /// <summary><c>True</c>, <c>False</c> (something fails) or <c>Unknown</c>.</summary>
    public required string Ready { get; init; }

    /// <summary>The reason of the worst finding, or <c>AllPassed</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>How often it is written at the least, in seconds.</summary>
    public required int HeartbeatSeconds { get; init; }

    /// <summary>The agent's version.</summary>
    public string AgentVersion { get; init; } = "";

    /// <summary>How many findings there are of each kind.</summary>
    public FindingCounts Counts { get; init; } = new();

    /// <summary>The facts that nodes are compared by.</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The outcome of each check, by code: <c>pass</c>, <c>skip</c>, <c>warn</c>, <c>error</c> or <c>fail</c>.</summary>
    public ImmutableSortedDictionary<string, string> Checks { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The findings that are neither pass nor skip.</summary>
    public ImmutableArray<NodeFindingEntry> Findings { get; init; } = [];
}

/// <summary>A finding of a node.</summary>
/// <param name="Code">The check's code.</param>
/// <param name="Status"><c>fail</c>, <c>error</c> or <c>warn</c>.</param>
/// <param name="Reason">The bounded reason.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">How to fix it; null for nothing to fix.</param>
public sealed record NodeFindingEntry(string Code, string Status, string Reason, string Message, string? Fix);
