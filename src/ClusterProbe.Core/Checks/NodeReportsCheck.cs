using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>A check of the cluster that looks at what the nodes report, all of them together. Late reports do not count.</summary>
internal abstract class NodeReportsCheck : Check
{
    private const string NoNodeReports = nameof(NoNodeReports);

    /// <inheritdoc/>
    public sealed override Category Category => Category.Node;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Reasons => [NodeReportFold.NotInstalled, NoNodeReports, .. OwnReasons];

    /// <summary>The reasons beside those of reports that are not there.</summary>
    protected abstract ImmutableArray<string> OwnReasons { get; }

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var facts = context.Facts.NodeReports;
        if (facts.IsAbsent) return [Skip(Subject.Cluster, NodeReportFold.NotInstalled, NodeReportFold.NotInstalledText) with { Required = false }];
        if (!facts.IsKnown(out var known))
        {
            return [NotEvaluated(Subject.Cluster, "The nodes' reports", facts.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected) with { Required = false }];
        }

        ImmutableArray<NodeReport> reports = [.. known.Reports.Where(report => !report.IsStale(context.Now))];
        if (reports.IsEmpty) return [Skip(Subject.Cluster, NoNodeReports, known.Reports.IsEmpty ? "No node reports yet." : "No node reports in time (CP7101).") with { Required = false }];
        var finding = Evaluate(context, reports);
        return [finding with { Required = finding.Status == FindingStatus.Fail }];
    }

    /// <summary>Evaluates the reports.</summary>
    /// <param name="context">The facts, the profile and the time.</param>
    /// <param name="reports">The reports that are in time, at least one, sorted by node.</param>
    protected abstract Finding Evaluate(CheckContext context, ImmutableArray<NodeReport> reports);
}
