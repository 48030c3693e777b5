using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Json;

/// <summary>The agent's JSON report, version 1: the shape that <c>docs/agent-report.schema.json</c> publishes.</summary>
internal sealed record AgentReportDocument(
    string Schema,
    DateTimeOffset GeneratedAt,
    AgentIdentity Agent,
    string? Notice,
    string Verdict,
    string Summary,
    ImmutableArray<ProfileDocument>? Profiles);

/// <param name="Name">The name of the <c>ClusterReadiness</c> object.</param>
/// <param name="Verdict">What its status says.</param>
/// <param name="Stale">Whether the status is too old to rely on.</param>
/// <param name="Outdated">Whether the spec has changed since.</param>
/// <param name="Spec">What it asks for.</param>
/// <param name="Status">The status, as the API server has it.</param>
internal sealed record ProfileDocument(string Name, string Verdict, bool Stale, bool Outdated, ProfileSummary Spec, ClusterReadinessStatus? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(AgentReportDocument))]
internal sealed partial class AgentReportContext : JsonSerializerContext;
