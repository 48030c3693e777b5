using System.Collections.Immutable;

namespace ClusterProbe.Core.Findings;

/// <summary>One run, ready to be formatted: all that a reporter may look at.</summary>
public sealed record Report
{
    /// <summary>The version of ClusterProbe.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The name of the profile that said what ready means.</summary>
    public required string ProfileName { get; init; }

    /// <summary>When the facts were collected.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>What the cluster is called where the facts came from: a kubeconfig context, <c>in-cluster</c>, a demo scenario.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the cluster is a simulated one.</summary>
    public bool Simulated { get; init; }

    /// <summary>The API server's version, such as <c>v1.37.2</c>; null when it is not known.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>What the cluster runs on; null when it is not known.</summary>
    public PlatformSummary? Platform { get; init; }

    /// <summary>The findings.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>With what the process ends.</summary>
    public required ExitCode ExitCode { get; init; }

    /// <summary>How many requests were sent to collect the facts.</summary>
    public int Requests { get; init; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The command that gives these findings again, to which <c>--fixes DIR</c> can be added.</summary>
    public string Command { get; init; } = "clusterprobe check ...";
}

/// <summary>What the cluster runs on.</summary>
/// <param name="Name">Such as <c>GKE Standard</c>.</param>
/// <param name="Confidence">How sure that is, in one word such as <c>certain</c>.</param>
/// <param name="Evidence">The signals that speak for it.</param>
public sealed record PlatformSummary(string Name, string Confidence, ImmutableArray<string> Evidence)
{
    /// <summary>As the header of a report shows it: <c>GKE Standard (certain: 3 signals)</c>.</summary>
    public override string ToString() => Evidence.Length switch
    {
        0 => $"{Name} ({Confidence})",
        1 => $"{Name} ({Confidence}: 1 signal)",
        var signals => $"{Name} ({Confidence}: {signals} signals)",
    };
}
