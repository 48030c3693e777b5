using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>A check that the agent evaluates on each node, and that the cluster's report folds into one finding.</summary>
public abstract class NodeCheck : Check
{
    private const string NotInstalled = nameof(NotInstalled);
    private const string NoNodeReports = nameof(NoNodeReports);

    /// <inheritdoc/>
    public sealed override CheckScope Scope => CheckScope.Node;

    /// <inheritdoc/>
    public sealed override Category Category => Category.Node;

    /// <inheritdoc/>
    public sealed override ImmutableArray<FactKind> Needs => [FactKind.NodeReports];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Reasons => [NotInstalled, NoNodeReports, .. OwnReasons];

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
        if (reports.IsAbsent) return [Skip(Subject.Cluster, NotInstalled, "Evaluated on each node by the agent, which is not installed here.") with { Required = false }];
        if (reports.IsUnknown(out var cause)) return [NotEvaluated(Subject.Cluster, "The nodes' reports", cause) with { Required = false }];
        return [Skip(Subject.Cluster, NoNodeReports, "No node reports yet.") with { Required = false }];
    }
}
