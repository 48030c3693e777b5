using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Checking;

/// <summary>What a run of <c>check</c> was asked to do.</summary>
internal sealed record CheckSettings
{
    /// <summary>The command as it was given, for telling how to get the same again.</summary>
    public string CommandLine { get; init; } = "clusterprobe check";

    public CiSystem? CiSystem { get; init; }

    public string? ProfileFile { get; init; }

    public ProfileOverrides Overrides { get; init; } = new();

    public OutputFormat Output { get; init; }

    public bool FailOnWarnings { get; init; }

    public required TimeSpan Timeout { get; init; }

    public TimeSpan? Wait { get; init; }

    public string? FixesFolder { get; init; }

    public string? SaveFactsFile { get; init; }

    public string? FactsFile { get; init; }

    public ImmutableArray<string> Only { get; init; } = [];

    public ImmutableArray<string> Skip { get; init; } = [];
}

/// <summary>In which form findings are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For a person at a terminal.</summary>
    Table,

    /// <summary>What does not pass, one line each.</summary>
    Short,

    /// <summary>For a pull request or a chat, with evidence and fixes.</summary>
    Markdown,

    /// <summary>Versioned JSON.</summary>
    Json,
}
