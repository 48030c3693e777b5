using System.Collections.Immutable;

namespace ClusterProbe.Core.Findings;

/// <summary>The findings of one run, in report order.</summary>
/// <param name="Findings">All findings: by category, then code, then as the check gave them.</param>
public sealed record Evaluation(ImmutableArray<Finding> Findings)
{
    /// <summary>What the findings mean together. Waived findings do not count.</summary>
    public Verdict Verdict
        => Count(FindingStatus.Fail) > 0 ? Verdict.NotReady
            : Findings.Any(finding => finding is { Status: FindingStatus.Error, Required: true, Waiver: null }) ? Verdict.Unknown
            : Verdict.Ready;

    /// <summary>How many findings have that status; waived ones are left out.</summary>
    /// <param name="status">The status.</param>
    public int Count(FindingStatus status) => Findings.Count(finding => finding.Status == status && finding.Waiver is null);

    /// <summary>How many findings are waived.</summary>
    public int WaivedCount => Findings.Count(finding => finding.Waiver is not null);
}
