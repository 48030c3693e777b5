using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Publishing.Reports;

internal sealed record PolicyReportDto(
    string ApiVersion, string Kind, ReportMetadataDto Metadata, string? Source, ReportScopeDto Scope, ReportSummaryDto Summary, ImmutableArray<ReportResultDto> Results);

internal sealed record ReportMetadataDto(string Name, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<OwnerReference> OwnerReferences);

internal sealed record ReportScopeDto(string ApiVersion, string Kind, string Name, string Uid);

internal sealed record ReportSummaryDto(int Pass, int Fail, int Warn, int Error, int Skip);

internal sealed record ReportResultDto(
    string Source, string Policy, string Rule, string Category, string Result, string Severity, string Message, ImmutableSortedDictionary<string, string> Properties);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyReportDto))]
internal sealed partial class PolicyReportContext : JsonSerializerContext;
