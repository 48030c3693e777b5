using System.Collections.Immutable;
using ClusterProbe.Core.Checks;

namespace ClusterProbe.Monitoring.Fixture;

/// <summary>What the agents of a made-up cluster export.</summary>
public sealed record Situation
{
    /// <summary>The profiles.</summary>
    public ImmutableArray<string> Profiles { get; init; } = ["ci", "nightly"];

    /// <summary>How many nodes there are.</summary>
    public int Nodes { get; init; } = 12;

    /// <summary>The node whose agent is the leader; null for none.</summary>
    public int? Leader { get; init; } = 0;

    /// <summary>How many nodes, the last ones, do not report.</summary>
    public int Silent { get; init; }

    /// <summary>What does not pass, of the first profile.</summary>
    public ImmutableArray<FixtureFinding> Findings { get; init; } = [];

    /// <summary>On how many nodes a node check fails, by code.</summary>
    public ImmutableDictionary<string, int> FailingNodes { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>On how many nodes a node check warns, by code.</summary>
    public ImmutableDictionary<string, int> WarningNodes { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Build slots of the smallest shape.</summary>
    public int Slots { get; init; } = 41;

    /// <summary>Whether privileged build pods are refused.</summary>
    public bool RefusesPrivileged { get; init; }

    /// <summary>The checks of the first profile that are waived.</summary>
    public ImmutableArray<string> Waived { get; init; } = [];

    /// <summary>How many nodes have another MTU and kernel than the others.</summary>
    public int OddNodes { get; init; }

    /// <summary>Whether some requests to the API server fail.</summary>
    public bool ApiErrors { get; init; }

    /// <summary>The codes of the checks on nodes.</summary>
    public static ImmutableArray<string> NodeChecks { get; } = [.. CheckRegistry.All.Where(check => check.Scope == CheckScope.Node).Select(check => check.Code)];

    /// <summary>Everything passes.</summary>
    public static Situation Healthy { get; } = new();

    /// <summary>Something of everything is wrong.</summary>
    public static Situation Troubled { get; } = new()
    {
        Findings =
        [
            new("CP1002", "fail", "PodSecurity", true, "pod", "ci-builds", "default"),
            new("CP3002", "fail", "StrictWithoutService", true, "namespace", "", "ci-builds"),
            new("CP4001", "error", "Forbidden", false, "namespace", "", "ci-builds"),
            new("CP5004", "warn", "NotProtected", false, "pod", "ci-builds", "large"),
        ],
        FailingNodes = NodeChecks.Take(1).ToImmutableDictionary(code => code, _ => 2),
        WarningNodes = NodeChecks.Skip(1).Take(2).ToImmutableDictionary(code => code, _ => 5),
        Silent = 1,
        RefusesPrivileged = true,
        Waived = ["CP5006"],
        OddNodes = 3,
        ApiErrors = true,
        Slots = 7,
    };
}

/// <summary>A finding that does not pass.</summary>
/// <param name="Check">The check's code.</param>
/// <param name="Status"><c>fail</c>, <c>error</c> or <c>warn</c>.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Required">Whether readiness depends on it.</param>
/// <param name="Kind">The subject's kind.</param>
/// <param name="Namespace">The subject's namespace.</param>
/// <param name="Name">The subject's name.</param>
public sealed record FixtureFinding(string Check, string Status, string Reason, bool Required, string Kind, string Namespace, string Name);
