using System.Collections.Immutable;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Reporting.Table;

/// <summary>The findings of one check: one line of the table, and the details below it.</summary>
internal sealed record CheckResult(string Code, string Title, ImmutableArray<Finding> Findings)
{
    /// <summary>The most serious status; a waived finding is no more serious than a skipped one.</summary>
    public FindingStatus Status => Findings.Select(EffectiveStatus).MaxBy(Seriousness);

    /// <summary>The findings that need words: all but passes, equal ones of several subjects together.</summary>
    public IEnumerable<ImmutableArray<Finding>> Details => Findings
        .Where(finding => finding.Status != FindingStatus.Pass)
        .GroupBy(finding => (finding.Status, finding.Message, finding.Waiver, finding.Remediation?.Text, string.Join('\n', finding.Evidence)))
        .Select(group => group.ToImmutableArray());

    /// <summary>What stands at the end of the check's line.</summary>
    public string Note => string.Join(" · ", new[] { Outcome, Requirement }.Where(part => part.Length > 0));

    private string Requirement
        => Findings.FirstOrDefault(NeedsAttention) is not { } finding ? ""
            : finding.RequiredBy is { } capability ? $"required: {capability}"
            : finding.Required ? "" : "not required";

    private string Outcome
        => Findings is [var only]
            ? EffectiveStatus(only) switch
            {
                FindingStatus.Pass => only.Message,
                FindingStatus.Skip => only.Waiver is null ? "skipped" : "waived",
                _ => "",
            }
            : Status == FindingStatus.Pass && Findings.All(finding => finding.Status == FindingStatus.Pass)
                ? string.Join(", ", Findings.Select(finding => finding.Subject.ToString()).Distinct())
                : ReportWords.Counts(new Evaluation(Findings));

    /// <summary>The results of the checks, in report order.</summary>
    public static IEnumerable<CheckResult> Of(IEnumerable<Finding> findings) => findings
        .GroupBy(finding => finding.Code)
        .Select(group => new CheckResult(group.Key, group.First().Title, [.. group]));

    /// <summary>The results, those that follow each other and are skipped alike together: a part that is not installed would fill a page.</summary>
    /// <param name="results">The results of one category, in report order.</param>
    public static IEnumerable<ImmutableArray<CheckResult>> Runs(IEnumerable<CheckResult> results)
    {
        var run = ImmutableArray<CheckResult>.Empty;
        foreach (var result in results)
        {
            if (run.IsEmpty || IsSkippedLike(run[^1], result))
            {
                run = run.Add(result);
                continue;
            }

            yield return run;
            run = [result];
        }

        if (!run.IsEmpty) yield return run;
    }

    private static bool IsSkippedLike(CheckResult one, CheckResult other)
        => one.Findings is [{ Status: FindingStatus.Skip } first] && other.Findings is [{ Status: FindingStatus.Skip } second]
            && (first.Reason, first.Message, first.Subject) == (second.Reason, second.Message, second.Subject);

    /// <summary>The status as it counts: a waived finding counts as skipped.</summary>
    public static FindingStatus EffectiveStatus(Finding finding) => finding.Waiver is null ? finding.Status : FindingStatus.Skip;

    /// <summary>Whether the finding is for somebody to act on.</summary>
    public static bool NeedsAttention(Finding finding)
        => finding is { Waiver: null, Status: FindingStatus.Fail or FindingStatus.Warn or FindingStatus.Error };

    private static int Seriousness(FindingStatus status) => status switch
    {
        FindingStatus.Fail => 4,
        FindingStatus.Error => 3,
        FindingStatus.Warn => 2,
        FindingStatus.Pass => 1,
        _ => 0,
    };
}
