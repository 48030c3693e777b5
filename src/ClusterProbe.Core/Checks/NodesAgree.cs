using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7102: nodes are alike in what matters to builds, so that a build does not depend on where it lands.</summary>
internal sealed class NodesAgree : NodeReportsCheck
{
    private const string Alike = nameof(Alike);
    private const string Differing = nameof(Differing);
    private const int MostNames = 5;

    public override string Code => "CP7102";

    public override string Title => "nodes agree with each other";

    public override ImmutableArray<FactKind> Needs => [FactKind.NodeReports];

    protected override ImmutableArray<string> OwnReasons => [Alike, Differing];

    protected override Finding Evaluate(CheckContext context, ImmutableArray<NodeReport> reports)
    {
        var drift = Drift.Of(reports);
        if (drift.IsEmpty)
        {
            var releases = reports.Select(report => report.Facts.GetValueOrDefault(NodeFactKeys.Kernel)).OfType<string>().Distinct(StringComparer.Ordinal).Count();
            var patches = releases > 1 ? $" Patch levels of their kernels differ: {releases} releases." : "";
            return Pass(Subject.Cluster, Alike, reports.Length == 1 ? "One node reports." : $"All {reports.Length} nodes that report agree.{patches}");
        }

        string[] nodes = [.. Drift.DifferingNodes(reports, drift)];
        return Warn(
            Subject.Cluster,
            Differing,
            $"{reports.Length - nodes.Length} of {reports.Length} nodes agree; {nodes.Length} {(nodes.Length == 1 ? "differs" : "differ")} in {string.Join(", ", drift.Select(entry => entry.Fact))}: {SlotsText.Names(nodes)}.") with
        {
            Evidence = [.. drift.Select(Say)],
            Remediation = new Remediation("Bring the nodes to one image and configuration, or tell builds by node selectors which of them to use: a build that passes on one may fail on another."),
        };
    }

    private static string Say(DriftEntry entry)
        => $"{entry.Fact}: {entry.Common} on {entry.Agreeing}; {string.Join("; ", entry.Others.Take(ReadinessLimits.DriftValues).Select(other => $"{other.Value} on {other.Nodes} ({NodeNames.First(other.Examples, MostNames, other.Nodes)})"))}";
}
