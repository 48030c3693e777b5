using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7103: which ways of building images work on which nodes: what admission lets in, and what the nodes can run.</summary>
internal sealed class ImagesCanBeBuilt : NodeReportsCheck
{
    private const string Buildable = nameof(Buildable);
    private const string NoWayThere = nameof(NoWayThere);
    private const string NotKnownThere = nameof(NotKnownThere);
    private const string DockerNowhere = nameof(DockerNowhere);
    private const string DockerOnSome = nameof(DockerOnSome);
    private const string NoLinuxBuild = nameof(NoLinuxBuild);
    private const int MostNames = 5;
    private const string Remedy = "See CP1002 and CP1003 for what admission refuses, CP7002, CP7003 and CP7011 for what the nodes lack.";

    public override string Code => "CP7103";

    public override string Title => "images can be built on every node";

    public override ImmutableArray<FactKind> Needs => [FactKind.NodeReports, FactKind.AdmissionProbes];

    protected override ImmutableArray<string> OwnReasons => [Buildable, NoWayThere, NotKnownThere, DockerNowhere, DockerOnSome, NoLinuxBuild];

    protected override Finding Evaluate(CheckContext context, ImmutableArray<NodeReport> reports)
    {
        if (context.Profile.BuildNamespaces.IsEmpty || context.Profile.Shapes.All(ProbePod.IsWindows))
        {
            return Skip(Subject.Cluster, NoLinuxBuild, "No build namespace is named, or no build is for Linux.");
        }

        var groups = StrategyGroup.Of(BuildStrategies.Of(context.Facts, context.Profile, NodeClasses.Of(reports)));
        return Judge(groups, context.Profile.Require.Contains(Capability.DockerInDocker)) with { Evidence = [.. groups.Select(group => group.Evidence)] };
    }

    private Finding Judge(ImmutableArray<StrategyGroup> groups, bool needsDocker)
    {
        var says = string.Join("; ", groups.Select(group => $"{group.Working} on {Count(group.Nodes)}"));
        if (needsDocker && Docker(groups, says) is { } finding) return finding;
        if (groups.Any(group => group.Verdict == StrategyVerdict.DoesNotWork))
        {
            return Warn(Subject.Cluster, NoWayThere, $"On some nodes no way of building images works. What works: {says}.") with { Remediation = new Remediation(Remedy) };
        }

        return groups.Any(group => group.Verdict == StrategyVerdict.Unknown)
            ? Report(FindingStatus.Error, Subject.Cluster, NotKnownThere, $"It is not known for all nodes whether images can be built there. Known to work: {says}.")
            : Pass(Subject.Cluster, Buildable, $"What works: {says}.");
    }

    /// <summary>Docker-in-Docker is needed, and known not to work on some nodes or on all.</summary>
    private Finding? Docker(ImmutableArray<StrategyGroup> groups, string says)
    {
        ImmutableArray<StrategyGroup> without = [.. groups.Where(group => group.Docker.Verdict == StrategyVerdict.DoesNotWork)];
        if (without.IsEmpty) return null;
        var why = without[0].Docker.Why;
        var finding = without.Length == groups.Length
            ? Fail(Subject.Cluster, DockerNowhere, $"Docker-in-Docker works on no node: {why}. What works: {says}.")
            : Warn(Subject.Cluster, DockerOnSome, $"Docker-in-Docker does not work on {Count(without.Sum(group => group.Nodes))}: {why}. What works: {says}.");
        return finding with { RequiredBy = ProfileNames.NameOf(Capability.DockerInDocker), Remediation = new Remediation(Remedy) };
    }

    private static string Count(int nodes) => nodes == 1 ? "1 node" : $"{nodes} nodes";

    /// <summary>Classes of nodes with the same answers.</summary>
    private sealed record StrategyGroup(int Nodes, ImmutableArray<string> Examples, ImmutableArray<StrategyAnswer> Answers)
    {
        public StrategyAnswer Docker => Answers.First(answer => answer.Strategy == BuildStrategy.DockerInDocker);

        public string Working => BuildStrategies.Working(Answers) is { IsEmpty: false } names ? string.Join(", ", names) : "nothing";

        public StrategyVerdict Verdict
            => Answers.Any(answer => answer.Verdict == StrategyVerdict.Works) ? StrategyVerdict.Works
                : Answers.Any(answer => answer.Verdict == StrategyVerdict.Unknown) ? StrategyVerdict.Unknown
                : StrategyVerdict.DoesNotWork;

        public string Evidence => $"{Count(Nodes)} ({NodeNames.First(Examples, MostNames, Nodes)}): {string.Join("; ", Answers.Select(Say))}";

        public static ImmutableArray<StrategyGroup> Of(ImmutableArray<(NodeClass Nodes, ImmutableArray<StrategyAnswer> Answers)> classes)
            =>
            [
                .. classes
                    .GroupBy(each => string.Join('\n', each.Answers))
                    .Select(group => new StrategyGroup(group.Sum(each => each.Nodes.Nodes), [.. group.SelectMany(each => each.Nodes.Examples).Take(MostNames)], group.First().Answers))
                    .OrderByDescending(group => group.Nodes),
            ];

        private static string Say(StrategyAnswer answer) => answer.Verdict switch
        {
            StrategyVerdict.Works => $"{answer.Name} works",
            StrategyVerdict.DoesNotWork => $"{answer.Name} does not work ({answer.Why})",
            _ => $"{answer.Name}: {answer.Why}",
        };
    }
}
