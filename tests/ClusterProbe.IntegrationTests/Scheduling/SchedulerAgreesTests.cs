using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.IntegrationTests.Scheduling;

/// <summary>The real kube-scheduler is given copies of build pods until it binds no more: on each node as many as the check says.</summary>
[Category("ControlPlane")]
internal sealed class SchedulerAgreesTests
{
    private const int Surplus = 2;

    private SchedulerBench? _bench;
    private ImmutableSortedDictionary<string, SchedulerAnswer> _answers = null!;
    private ClusterFacts _facts = null!;
    private Profile _profile = null!;

    [OneTimeSetUp]
    public async Task AskTheSchedulerAsync()
    {
        _bench = await SchedulerBench.StartAsync();
        var clusters = FakeClusters.All;
        foreach (var manifest in clusters.Select(cluster => cluster.Manifest).Where(manifest => manifest.Length > 0)) await _bench.ControlPlane.ApplyAsync(manifest);
        await _bench.CreateAsync(clusters.SelectMany(cluster => cluster.Nodes), clusters.SelectMany(cluster => cluster.Pods));
        _profile = BuiltInProfiles.For(CiSystem.Jenkins) with { Shapes = [.. clusters.Select(cluster => cluster.Shape)], BuildNamespaces = [_bench.Namespace] };
        _facts = await _bench.CollectAsync(_profile);
        _answers = await _bench.ScheduleAsync(clusters.SelectMany(cluster => Enumerable.Repeat(
            JsonNode.Parse(ProbePod.Build(_profile, cluster.Shape, ProbeVariant.AsBuilt).Span)!.AsObject(), (int)Slots(cluster.Name).Now + Surplus)));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
    }

    [TestCaseSource(nameof(Names))]
    public void Count_Cluster_SlotsOnEachNodeAreTheSchedulers(string name)
    {
        var bound = _answers.Values.Where(answer => answer.Cluster == name && answer.Node.Length > 0).CountBy(answer => answer.Node).ToDictionary();
        Assert.That(
            Slots(name).Nodes.Select(node => $"{node.Node.Name}: {node.Now}"),
            Is.EqualTo(Slots(name).Nodes.Select(node => $"{node.Node.Name}: {bound.GetValueOrDefault(node.Node.Name)}")),
            string.Join('\n', _answers.Values.Where(answer => answer.Cluster == name).Select(answer => answer.Message).Distinct()));
    }

    [TestCaseSource(nameof(Names))]
    public void Evaluate_Cluster_SaysTheSchedulersNumber(string name)
    {
        var bound = _answers.Values.Where(answer => answer.Cluster == name && answer.Node.Length > 0).ToArray();
        var check = CheckRegistry.All.Single(check => check.Code == "CP5001");
        var finding = check.Evaluate(new CheckContext(_facts with { Nodes = Fact.Known(NodesOf(name)) }, _profile with { Shapes = [Build(name).Shape] }, _facts.CollectedAt)).Single();
        var slots = bound.Length == 1 ? "1 slot" : $"{bound.Length} slots";
        Assert.That(
            (finding.Status == FindingStatus.Pass, finding.Message.StartsWith($"{slots} on {bound.DistinctBy(answer => answer.Node).Count()} of ", StringComparison.Ordinal)),
            Is.EqualTo((bound.Length > 0, bound.Length > 0)),
            finding.Message);
    }

    private static IEnumerable<string> Names => FakeClusters.All.Select(cluster => cluster.Name);

    private BuildSlots Slots(string name) => BuildSlots.Count(Build(name).Pod, NodesOf(name), Known(_facts.Pods));

    private BuildFit Build(string name) => BuildFit.All(new CheckContext(_facts, _profile, _facts.CollectedAt)).Single(build => build.Shape.Name == name);

    private NodeInventory NodesOf(string name)
        => new([.. Known(_facts.Nodes).Nodes.Where(node => node.Labels.GetValueOrDefault(FakeCluster.Label) == name)]);

    private static T Known<T>(Fact<T> fact)
        where T : class
        => fact.IsKnown(out var value) ? value : throw new InvalidOperationException($"{typeof(T).Name} is not known: {fact.Cause?.Detail}");
}
