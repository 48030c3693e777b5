using System.Globalization;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Reporting;

/// <summary>The words that all formats share.</summary>
internal static class ReportWords
{
    public static string Of(Category category) => category.Word();

    public static string Of(FindingStatus status) => status.Word();

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
    public static string Counts(Evaluation evaluation)
        => string.Join(", ", new[]
        {
            Number(evaluation.Count(FindingStatus.Fail), "failed"),
            Number(evaluation.Count(FindingStatus.Warn), "warning", "warnings"),
            Number(evaluation.Count(FindingStatus.Error), "not evaluated"),
            Number(evaluation.WaivedCount, "waived"),
            Number(evaluation.Count(FindingStatus.Skip), "skipped"),
            Number(evaluation.Count(FindingStatus.Pass), "passed"),
        }.Where(count => !count.StartsWith("0 ", StringComparison.Ordinal)).DefaultIfEmpty("nothing checked"));

    private static string Number(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one)}";
}
