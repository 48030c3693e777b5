using System.Text.Json.Nodes;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.IntegrationTests.Scheduling;

/// <summary>Hundreds of random pairs of a node and a pod: the real kube-scheduler takes or refuses each as the check says, for the same reason.</summary>
[Category("ControlPlane")]
internal sealed class RandomDecisionsTests
{
    private const int Pairs = 300;
    private const int Seed = 20_261_124;

    [Test]
    public async Task Count_RandomPairs_AgreesWithTheScheduler()
    {
        await using var bench = await SchedulerBench.StartAsync();
        var random = new RandomNodes(Seed);
        var clusters = Enumerable.Range(0, Pairs).Select(random.Next).ToDictionary(cluster => cluster.Name);
        await bench.CreateAsync(clusters.Values.SelectMany(cluster => cluster.Nodes), clusters.Values.SelectMany(cluster => cluster.Pods));
        var profile = BuiltInProfiles.For(CiSystem.Jenkins);
        var facts = await bench.CollectAsync(profile);
        Assert.That((facts.Nodes.IsKnown(out var nodes), facts.Pods.IsKnown(out var pods)), Is.EqualTo((true, true)));
        var answers = await bench.ScheduleAsync(clusters.Values.Select(cluster =>
            JsonNode.Parse(ProbePod.Build(profile, cluster.Shape, ProbeVariant.AsBuilt).Span)!.AsObject()));
        var decisions = answers.Values.Select(answer => (Answer: answer, Slots: Judge(answer, clusters[answer.Cluster].Shape, nodes!, pods!))).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(decisions, Has.Length.EqualTo(Pairs));
            Assert.That(decisions.Count(decision => decision.Answer.Node.Length > 0), Is.InRange(Pairs / 10, Pairs * 9 / 10));
            Assert.That(decisions.Where(decision => !Agree(decision.Answer, decision.Slots)).Select(decision =>
                $"{decision.Answer.Cluster} (seed {Seed}): {decision.Slots.Now} slots ({string.Join(", ", decision.Slots.Obstacles)}), scheduler: {decision.Answer.Node}{decision.Answer.Message}"), Is.Empty);
        });
    }

    private static NodeSlots Judge(SchedulerAnswer answer, BuildShape shape, NodeInventory nodes, PodInventory pods)
        => BuildSlots.Count(SchedulablePod.Of(shape), nodes, pods).Nodes.Single(node => node.Node.Name == $"{answer.Cluster}-n");

    private static bool Agree(SchedulerAnswer answer, NodeSlots slots)
        => answer.Node.Length > 0
            ? slots.Now > 0 && answer.Node == slots.Node.Name
            : slots.Now == 0 && slots.Obstacles.All(obstacle => answer.Message.Contains(obstacle.SchedulerReason, StringComparison.Ordinal));
}
