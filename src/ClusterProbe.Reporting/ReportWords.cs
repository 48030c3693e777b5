using System.Globalization;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Reporting;

/// <summary>The words that all formats share.</summary>
internal static class ReportWords
{
    public static string Of(Category category) => category switch
    {
        Category.CiSystem => "ci-system",
        Category.Node => "nodes",
        Category.Profile => "profile",
        _ => category.ToString().ToLowerInvariant(),
    };

    public static string Of(FindingStatus status) => status.ToString().ToLowerInvariant();

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Ready => "Ready",
        Verdict.NotReady => "Not ready",
        _ => "Readiness unknown",
    };

    /// <summary>Which cluster the report is about.</summary>
    public static string SourceOf(Report report)
        => report.Simulated ? $"SIMULATED cluster {report.Source}"
            : report.Source == "in-cluster" ? report.Source
            : $"context {report.Source}";

    /// <summary>The verdict with the counts: <c>Not ready: 2 failed, 23 passed in 1.4 s (31 requests)</c>.</summary>
    public static string VerdictLine(Report report)
        => $"{Of(report.Evaluation.Verdict)}{(report.Simulated ? " (simulated)" : "")}: {Counts(report.Evaluation)}"
            + $" in {report.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s ({Number(report.Requests, "request", "requests")})";

    /// <summary>Counts by status, those that are zero left out.</summary>
    public static string Counts(Evaluation evaluation) => Counts(new FindingCounts(
        evaluation.Count(FindingStatus.Fail),
        evaluation.Count(FindingStatus.Warn),
        evaluation.Count(FindingStatus.Error),
        evaluation.WaivedCount,
        evaluation.Count(FindingStatus.Skip),
        evaluation.Count(FindingStatus.Pass)));

    /// <summary>Counts by status, those that are zero left out.</summary>
    public static string Counts(FindingCounts counts)
        => string.Join(", ", new[]
        {
            Number(counts.Failed, "failed"),
            Number(counts.Warnings, "warning", "warnings"),
            Number(counts.Unknown, "not evaluated"),
            Number(counts.Waived, "waived"),
            Number(counts.Skipped, "skipped"),
            Number(counts.Passed, "passed"),
        }.Where(count => !count.StartsWith("0 ", StringComparison.Ordinal)).DefaultIfEmpty("nothing checked"));

    /// <summary>A number with its noun.</summary>
    public static string Number(long count, string one, string? many = null)
        => $"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? one : many ?? one)}";
}
