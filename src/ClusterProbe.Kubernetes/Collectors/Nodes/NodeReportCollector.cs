using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Kubernetes.Collectors.Nodes;

/// <summary>Lists what the agents on the nodes report, where ClusterProbe is installed.</summary>
internal sealed class NodeReportCollector : ICollector
{
    private const string Group = "clusterprobe.io";
    private const string Version = "v1alpha1";

    private static readonly Permission ListReports = new(Group, "nodereadinesses", "list");

    public FactKind Provides => FactKind.NodeReports;

    public ImmutableArray<FactKind> After => [FactKind.Server];

    public ImmutableArray<Permission> Permissions => [ListReports];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reports = await ReadAsync(context, cancellationToken).ConfigureAwait(false);
        return facts => facts with { NodeReports = reports };
    }

    private static async Task<Fact<NodeReports>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var server = context.Facts.Server;
        if (!server.IsKnown(out var known)) return Fact.Unknown<NodeReports>(server.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected);
        if (!known.Serves(Group, Version, ListReports.Resource)) return Fact.Absent<NodeReports>();
        var items = await context.Api.ListFactAsync(
            $"/apis/{Group}/{Version}/{ListReports.Resource}", NodeReportContext.Default.NodeReadinessDto, NodeReportProjection.ToFact, ListReports, cancellationToken).ConfigureAwait(false);
        return items.Select(reports => new NodeReports([.. reports.OrderBy(report => report.Node, StringComparer.Ordinal)]));
    }
}

/// <summary>Keeps of a <c>NodeReadiness</c> what checks look at.</summary>
internal static class NodeReportProjection
{
    public static NodeReport? ToFact(NodeReadinessDto dto)
        => dto is { Metadata.Name: { Length: > 0 } name, Status: { } status }
            ? new NodeReport
            {
                Node = name,
                ObservedAt = status.ObservedAt,
                Heartbeat = TimeSpan.FromSeconds(status.HeartbeatSeconds),
                Facts = status.Facts,
                Checks = status.Checks.ToImmutableSortedDictionary(check => check.Key, check => StatusOf(check.Value), StringComparer.Ordinal),
                Findings = [.. status.Findings.Select(finding => new NodeReportFinding(finding.Code, StatusOf(finding.Status), finding.Reason, finding.Message, finding.Fix))],
            }
            : null;

    private static FindingStatus StatusOf(string word) => Enum.TryParse<FindingStatus>(word, ignoreCase: true, out var status) ? status : FindingStatus.Error;
}

internal sealed record NodeReadinessDto(NodeReadinessMetadataDto? Metadata, NodeReadinessStatus? Status);

internal sealed record NodeReadinessMetadataDto(string? Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeReadinessDto))]
internal sealed partial class NodeReportContext : JsonSerializerContext;
