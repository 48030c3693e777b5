using System.Collections.Immutable;
using System.Globalization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7101: every node reports, so that silence is not taken for health.</summary>
internal sealed class EveryNodeReports : Check
{
    private const string AllReport = nameof(AllReport);
    private const string SomeSilent = nameof(SomeSilent);
    private const string NoneReports = nameof(NoneReports);
    private const string NoNodes = nameof(NoNodes);
    private const int MostNames = 10;

    public override string Code => "CP7101";

    public override string Title => "every node reports";

    public override Category Category => Category.Node;

    public override ImmutableArray<FactKind> Needs => [FactKind.Nodes, FactKind.NodeReports];

    public override ImmutableArray<string> Reasons => [AllReport, SomeSilent, NoneReports, NoNodes, NodeReportFold.NotInstalled];

    public override IEnumerable<Finding> Evaluate(CheckContext context) => [Judge(context) with { Required = false }];

    private Finding Judge(CheckContext context)
    {
        if (context.Facts.NodeReports.IsAbsent) return Skip(Subject.Cluster, NodeReportFold.NotInstalled, NodeReportFold.NotInstalledText);
        if (!context.Facts.NodeReports.IsKnown(out var reports)) return NotEvaluated(Subject.Cluster, "The nodes' reports", CauseOf(context.Facts.NodeReports));
        if (!context.Facts.Nodes.IsKnown(out var nodes)) return NotEvaluated(Subject.Cluster, "The nodes that should report", CauseOf(context.Facts.Nodes));
        var coverage = NodeCoverage.Of(nodes, reports, context.Now);
        if (coverage.Expected == 0) return Skip(Subject.Cluster, NoNodes, "There is no ready Linux node that an agent could run on.");
        if (coverage.Reporting == coverage.Expected) return Pass(Subject.Cluster, AllReport, coverage.Expected == 1 ? "The one node reports." : $"All {coverage.Expected} nodes report.");
        string[] missing = [.. coverage.Silent.Concat(coverage.Late.Select(report => report.Node)).Order(StringComparer.Ordinal)];
        return Warn(
            Subject.Cluster,
            coverage.Reporting == 0 ? NoneReports : SomeSilent,
            $"{coverage.Reporting} of {coverage.Expected} nodes report; nothing is known of {SlotsText.Names(missing)}.") with
        {
            Evidence = [.. coverage.Late.Select(report => $"{report.Node}: last report {Age(context.Now - report.ObservedAt)} ago").Concat(coverage.Silent.Select(node => $"{node}: never reported")).Take(MostNames)],
            Remediation = new Remediation("Look at the agent's pods on these nodes: kubectl get pods -n clusterprobe -o wide"),
        };
    }

    private static string Age(TimeSpan age)
        => string.Create(CultureInfo.InvariantCulture, $"{(age < TimeSpan.FromHours(2) ? $"{age.TotalMinutes:0} min" : $"{age.TotalHours:0} h")}");

    private static UnknownCause CauseOf<T>(Fact<T> fact)
        where T : class
        => fact.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected;
}
