using System.Collections.Immutable;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Events;
using ClusterProbe.Kubernetes.Publishing.Reports;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent.Cycles;

/// <summary>Writes what was found about a profile: its status, events of what changed and, if asked for, a policy report.</summary>
internal sealed class ReadinessPublishing(
    ClusterReadinessPublisher statuses, EventPublisher events, AgentMetrics metrics, ILogger<ReadinessPublishing> logger, PolicyReportPublisher? reports = null)
{
    public async Task PublishAsync(ClusterReadinessObject item, ClusterReadinessStatus status, CancellationToken cancellationToken)
    {
        var written = await statuses.PublishAsync(item, status, cancellationToken).ConfigureAwait(false);
        Count("ClusterReadiness", written.Outcome);
        if (written.Outcome is { Result: WriteResult.Error, Error: { } error }) logger.StatusNotWritten(item.Name, error.Message);
        foreach (var change in written.Changes) logger.Changed(item.Name, change.Subject, change.From, change.To, change.Message);
        await TellAsync(item, written.Changes, cancellationToken).ConfigureAwait(false);
        if (reports is null) return;
        var report = await reports.PublishAsync(item, status, cancellationToken).ConfigureAwait(false);
        Count("PolicyReport", report);
        if (report.Error is { } refused) logger.NotWritten("The policy report", refused.Message);
    }

    private async Task TellAsync(ClusterReadinessObject item, ImmutableArray<Transition> changes, CancellationToken cancellationToken)
    {
        foreach (var outcome in await events.PublishAsync(item, changes, cancellationToken).ConfigureAwait(false))
        {
            Count("Event", outcome);
            if (outcome.Error is { } error) logger.NotWritten("An event", error.Message);
        }
    }

    private void Count(string kind, WriteOutcome outcome) => metrics.Add(MetricCatalog.ReportWrites, 1, kind, outcome.Result.ToString().ToLowerInvariant());
}
