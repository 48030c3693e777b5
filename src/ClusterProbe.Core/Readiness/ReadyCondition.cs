using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles.Parsing;

namespace ClusterProbe.Core.Readiness;

/// <summary>The <c>Ready</c> condition: what <c>kubectl wait</c> waits for.</summary>
internal static partial class ReadyCondition
{
    private const string InvalidSpec = nameof(InvalidSpec);
    private const int MostErrors = 3;

    /// <summary>The condition that findings amount to.</summary>
    /// <param name="evaluation">The findings.</param>
    /// <param name="generation">The generation of the spec that was evaluated.</param>
    /// <param name="now">The time, where nothing is known of an earlier one.</param>
    public static Condition Of(Evaluation evaluation, long generation, DateTimeOffset now)
    {
        var (status, worst) = evaluation.Verdict switch
        {
            Verdict.Ready => ("True", null),
            Verdict.NotReady => ("False", First(evaluation, finding => finding.Status == FindingStatus.Fail)),
            _ => ("Unknown", First(evaluation, finding => finding is { Status: FindingStatus.Error, Required: true })),
        };
        var message = worst is null ? Counts(evaluation) : $"{Counts(evaluation)}: {worst.Message}";
        return new Condition(Transitions.Ready, status, worst?.Reason ?? Transitions.Ready, message, now, generation);
    }

    /// <summary>The condition of a spec that can't be evaluated.</summary>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="generation">The generation of the spec.</param>
    /// <param name="now">The time, where nothing is known of an earlier one.</param>
    public static Condition Invalid(ImmutableArray<ProfileError> errors, long generation, DateTimeOffset now)
    {
        var more = errors.Length > MostErrors ? $"; and {errors.Length - MostErrors} more" : "";
        var message = string.Join("; ", errors.Take(MostErrors).Select(error => Place().Replace(error.ToString(), "", 1)));
        return new Condition(Transitions.Ready, "Unknown", InvalidSpec, $"Nothing was evaluated, because the spec is not valid: {message}{more}", now, generation);
    }

    /// <summary>Required findings come before others, and both keep the order of the report.</summary>
    private static Finding? First(Evaluation evaluation, Func<Finding, bool> matches)
        => evaluation.Findings.Where(finding => finding.Waiver is null && matches(finding)).OrderBy(finding => !finding.Required).FirstOrDefault();

    private static string Counts(Evaluation evaluation)
        => string.Join(", ", new[]
        {
            (Count: evaluation.Count(FindingStatus.Fail), Words: "failed"),
            (Count: evaluation.Count(FindingStatus.Warn), Words: evaluation.Count(FindingStatus.Warn) == 1 ? "warning" : "warnings"),
            (Count: evaluation.Count(FindingStatus.Error), Words: "not evaluated"),
            (Count: evaluation.WaivedCount, Words: "waived"),
            (Count: evaluation.Count(FindingStatus.Pass), Words: "passed"),
        }.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Words}").DefaultIfEmpty("nothing checked"));

    /// <summary>An object in a cluster has no file, line and column.</summary>
    [GeneratedRegex(@"\A[^ ]*:[0-9]+:[0-9]+: ")]
    private static partial Regex Place();
}
