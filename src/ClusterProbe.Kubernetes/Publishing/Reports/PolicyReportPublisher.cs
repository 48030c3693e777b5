using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing.Clusters;

namespace ClusterProbe.Kubernetes.Publishing.Reports;

/// <summary>Writes one cluster report for each profile: what does not pass, and nothing else. It goes with its profile.</summary>
/// <param name="api">The API server.</param>
/// <param name="format">The format.</param>
public sealed class PolicyReportPublisher(ApiClient api, PolicyReportFormat format)
{
    private const string Source = "clusterprobe";

    private readonly Dictionary<string, byte[]> _written = new(StringComparer.Ordinal);

    /// <summary>The permissions that it uses.</summary>
    /// <param name="format">The format.</param>
    public static ImmutableArray<Permission> PermissionsFor(PolicyReportFormat format)
        => [new(GroupOf(format), PluralOf(format), "patch"), new(GroupOf(format), PluralOf(format), "create")];

    /// <summary>Writes the report of a profile, if it has changed.</summary>
    /// <param name="about">The profile's object.</param>
    /// <param name="status">What was found.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public async Task<WriteOutcome> PublishAsync(ClusterReadinessObject about, ClusterReadinessStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(status);
        var body = JsonSerializer.SerializeToUtf8Bytes(Report(about, status), PolicyReportContext.Default.PolicyReportDto);
        if (_written.TryGetValue(about.Name, out var written) && written.AsSpan().SequenceEqual(body)) return WriteOutcome.Unchanged;
        var path = $"/apis/{GroupOf(format)}/{VersionOf(format)}/{PluralOf(format)}/{Uri.EscapeDataString(NameOf(about))}";
        var result = await api.ApplyAsync(path, body, ClusterProbeApi.FieldManager, force: true, WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded(out _, out var error)) return WriteOutcome.Failed(error);
        _written[about.Name] = body;
        return WriteOutcome.Success;
    }

    private PolicyReportDto Report(ClusterReadinessObject about, ClusterReadinessStatus status) => new(
        $"{GroupOf(format)}/{VersionOf(format)}",
        format == PolicyReportFormat.OpenReports ? "ClusterReport" : "ClusterPolicyReport",
        new ReportMetadataDto(
            NameOf(about),
            ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("app.kubernetes.io/managed-by", Source)]),
            [new OwnerReference(ClusterProbeApi.GroupVersion, "ClusterReadiness", about.Name, about.Uid)]),
        format == PolicyReportFormat.OpenReports ? Source : null,
        new ReportScopeDto(ClusterProbeApi.GroupVersion, "ClusterReadiness", about.Name, about.Uid),
        new ReportSummaryDto(status.Counts.Passed, status.Counts.Failed, status.Counts.Warnings, status.Counts.Unknown, status.Counts.Skipped + status.Counts.Waived),
        [.. status.Findings.Select(Result)]);

    /// <summary>A waived finding is a skipped one: somebody has decided not to go by it.</summary>
    private static ReportResultDto Result(FindingStatusEntry finding) => new(
        Source,
        finding.Code,
        finding.Reason,
        finding.Category,
        finding.Waiver is null ? finding.Status : "skip",
        finding.Status == "fail" ? (finding.Required ? "high" : "medium") : finding.Status == "warn" ? "low" : "info",
        finding.Waiver is { } waiver ? $"{finding.Message} Waived by {waiver.Owner}: {waiver.Reason}" : finding.Message,
        ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("subject", SubjectOf(finding)), KeyValuePair.Create("title", finding.Title)]));

    private static string SubjectOf(FindingStatusEntry finding) => new Core.Findings.Subject(finding.SubjectKind, finding.SubjectName, finding.SubjectNamespace).ToString();

    private static string NameOf(ClusterReadinessObject about) => ReadinessBounds.Text($"clusterprobe-{about.Name}", 253).Replace("…", "x", StringComparison.Ordinal);

    private static string GroupOf(PolicyReportFormat format) => format == PolicyReportFormat.OpenReports ? "openreports.io" : "wgpolicyk8s.io";

    private static string VersionOf(PolicyReportFormat format) => format == PolicyReportFormat.OpenReports ? "v1alpha1" : "v1alpha2";

    private static string PluralOf(PolicyReportFormat format) => format == PolicyReportFormat.OpenReports ? "clusterreports" : "clusterpolicyreports";
}
