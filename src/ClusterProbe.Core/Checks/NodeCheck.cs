using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>A check that the agent evaluates on each node, and that the cluster's report folds into one finding.</summary>
/// <remarks>What is not known on a node, because a file is not there or not readable, is skipped with that as the reason: it is no failure.</remarks>
public abstract class NodeCheck : Check
{
    private const string FileNotPresent = nameof(FileNotPresent);

    /// <inheritdoc/>
    public sealed override CheckScope Scope => CheckScope.Node;

    /// <inheritdoc/>
    public sealed override Category Category => Category.Node;

    /// <inheritdoc/>
    public sealed override ImmutableArray<FactKind> Needs => [FactKind.NodeReports];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Reasons =>
        [NodeReportFold.NotInstalled, .. NodeReportFold.OwnReasons, FileNotPresent, .. Enum.GetNames<ReadingGap>(), .. OwnReasons];

    /// <summary>The reasons of its findings on a node.</summary>
    protected abstract ImmutableArray<string> OwnReasons { get; }

    /// <summary>Evaluates the facts of one node. Gives one finding.</summary>
    /// <param name="facts">What was learned on the node.</param>
    /// <param name="node">The node.</param>
    public abstract Finding Evaluate(NodeFacts facts, Subject node);

    /// <summary>Folds what the nodes report into one finding.</summary>
    /// <param name="context">The facts, the profile and the time.</param>
    public sealed override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reports = context.Facts.NodeReports;
        if (reports.IsAbsent) return [Skip(Subject.Cluster, NodeReportFold.NotInstalled, NodeReportFold.NotInstalledText) with { Required = false }];
        if (!reports.IsKnown(out var known))
        {
            var cause = reports.IsUnknown(out var unknown) ? unknown : UnknownCause.NotCollected;
            return [NotEvaluated(Subject.Cluster, "The nodes' reports", cause) with { Required = false }];
        }

        var fold = NodeReportFold.Of(Code, known.Reports, context.Now);
        return [Report(fold.Status, Subject.Cluster, Reasons.Contains(fold.Reason) ? fold.Reason : NodeReportFold.OtherVersion, fold.Message) with
        {
            Evidence = fold.Evidence,
            Remediation = fold.Fix is null ? null : new Remediation(fold.Fix),
            Required = fold.Status == FindingStatus.Fail,
        }];
    }

    /// <summary>It holds for now, or not fully; readiness does not depend on it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reason">One of <see cref="OwnReasons"/>.</param>
    /// <param name="message">What was found.</param>
    /// <param name="fix">What to do.</param>
    protected Finding Caution(Subject node, string reason, string message, string fix)
        => Warn(node, reason, message) with { Required = false, Remediation = new Remediation(fix) };

    /// <summary>Skips what can't be judged because a reading is not known.</summary>
    /// <typeparam name="T">What the reading is of.</typeparam>
    /// <param name="node">The node.</param>
    /// <param name="reading">The reading.</param>
    protected Finding NotKnown<T>(Subject node, Reading<T> reading)
        where T : notnull
        => Skip(node, reading.IsAbsent ? FileNotPresent : reading.Gap.ToString(), reading.Source.Length == 0 ? "Not looked at." : $"{reading.Source}: {WhyNot(reading)}.") with { Required = false };

    private static string WhyNot<T>(Reading<T> reading)
        where T : notnull
        => reading.IsAbsent ? "file not present" : reading.Gap switch
        {
            ReadingGap.NotReadable => "not readable",
            ReadingGap.Unparsable => "unparsable",
            ReadingGap.NotListed => "not listed",
            ReadingGap.TooLarge => "larger than is read",
            _ => "not looked at",
        };
}
