using System.Collections.Immutable;

namespace ClusterProbe.Core.Findings;

/// <summary>What one check says about one subject.</summary>
public sealed record Finding
{
    /// <summary>The check's stable code, such as <c>CP1001</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The check's title: the fact that holds when the status is pass.</summary>
    public required string Title { get; init; }

    /// <summary>The check's category.</summary>
    public required Category Category { get; init; }

    /// <summary>What it is about.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The outcome.</summary>
    public required FindingStatus Status { get; init; }

    /// <summary>Why, in one PascalCase word from a bounded list: safe as a metric label and a condition reason.</summary>
    public required string Reason { get; init; }

    /// <summary>What was found, for people; one or two sentences.</summary>
    public required string Message { get; init; }

    /// <summary>What the message rests on, word for word: the API server's own texts, values that were read.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>How to fix it, when something is to be fixed.</summary>
    public Remediation? Remediation { get; init; }

    /// <summary>Whether readiness depends on it: a required finding that could not be evaluated means that readiness is unknown.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The capability of the profile that makes it required, such as <c>docker-in-docker</c>; null for what every build needs.</summary>
    public string? RequiredBy { get; init; }

    /// <summary>The waiver that covers it, if one does; a waived finding does not count.</summary>
    public Waiver? Waiver { get; init; }
}
