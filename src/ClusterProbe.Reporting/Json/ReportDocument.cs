using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Reporting.Json;

/// <summary>The JSON report, version 1: the shape that <c>docs/report.schema.json</c> publishes.</summary>
internal sealed record ReportDocument(
    string Schema,
    string ToolVersion,
    DateTimeOffset CollectedAt,
    string Source,
    bool Simulated,
    string? ServerVersion,
    PlatformDocument? Platform,
    string Profile,
    string Verdict,
    int ExitCode,
    CountsDocument Counts,
    int Requests,
    double DurationSeconds,
    ImmutableArray<FindingDocument> Findings);

internal sealed record PlatformDocument(string Name, string Confidence, ImmutableArray<string> Evidence);

internal sealed record CountsDocument(int Failed, int Warnings, int NotEvaluated, int Waived, int Skipped, int Passed);

internal sealed record FindingDocument(
    string Code,
    string Title,
    string Category,
    SubjectDocument Subject,
    string Status,
    string Reason,
    string Message,
    ImmutableArray<string> Evidence,
    RemediationDocument? Remediation,
    bool Required,
    string? RequiredBy,
    WaiverDocument? Waiver,
    Uri DocUrl);

internal sealed record SubjectDocument(string Kind, string Namespace, string Name);

internal sealed record RemediationDocument(string Text, string? Manifest);

internal sealed record WaiverDocument(string Reason, string Owner, DateTimeOffset? Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
