using System.Collections.Immutable;

namespace ClusterProbe.Reporting.Agent;

/// <summary>What an agent can show of the cluster at one moment: the model of its report page, of its JSON and of its Markdown.</summary>
public sealed record AgentReport
{
    /// <summary>Three cycles of the leader: a status that is older was missed, and not merely late.</summary>
    public static readonly TimeSpan DefaultStaleAfter = TimeSpan.FromMinutes(6);

    /// <summary>The agent that shows the report.</summary>
    public required AgentIdentity Agent { get; init; }

    /// <summary>One entry for each <c>ClusterReadiness</c> object; null while they have not been read, which is not the same as none.</summary>
    public required ImmutableArray<ProfileReport>? Profiles { get; init; }

    /// <summary>When the report is made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How old a status may be before its age is warned about.</summary>
    public TimeSpan StaleAfter { get; init; } = DefaultStaleAfter;

    /// <summary>What a reader has to know before everything else, such as that the cluster is a sample; null for nothing.</summary>
    public string? Notice { get; init; }
}

/// <summary>Who shows the report.</summary>
/// <param name="Node">The node that the agent runs on.</param>
/// <param name="Pod">Its pod.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsLeader">Whether it is the one that checks the cluster.</param>
public sealed record AgentIdentity(string Node, string Pod, string Version, bool IsLeader);
