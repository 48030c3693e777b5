using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Reporting.Agent;

/// <summary>How a finding counts, the worst first. A waived finding counts as nothing else.</summary>
internal enum Severity
{
    Fail,
    NotEvaluated,
    Warning,
    Waived,
}

/// <summary>The findings of one severity.</summary>
internal sealed record FindingGroup(Severity Severity, ImmutableArray<FindingStatusEntry> Findings)
{
    /// <summary>The groups that have findings, the worst first.</summary>
    public static IEnumerable<FindingGroup> Of(IEnumerable<FindingStatusEntry> findings) => findings
        .GroupBy(SeverityOf)
        .OrderBy(group => group.Key)
        .Select(group => new FindingGroup(group.Key, [.. group]));

    public static Severity SeverityOf(FindingStatusEntry finding) => finding switch
    {
        { Waiver: not null } => Severity.Waived,
        { Status: "fail" } => Severity.Fail,
        { Status: "warn" } => Severity.Warning,
        _ => Severity.NotEvaluated,
    };

    public static string Word(Severity severity) => severity switch
    {
        Severity.Fail => "Fails",
        Severity.NotEvaluated => "Not evaluated",
        Severity.Warning => "Warning",
        _ => "Waived",
    };

    public static string Heading(Severity severity) => severity switch
    {
        Severity.Fail => "Failed",
        Severity.Warning => "Warnings",
        _ => Word(severity),
    };

    /// <summary>The manifest to offer: never one for what is waived or not required, since a fix may widen what is allowed.</summary>
    public static string? ManifestOf(FindingStatusEntry finding) => finding is { Required: true, Waiver: null } ? finding.Manifest : null;

    /// <summary>As kubectl writes it.</summary>
    public static string SubjectOf(FindingStatusEntry finding)
        => new Subject(finding.SubjectKind, finding.SubjectName, finding.SubjectNamespace).ToString();
}
