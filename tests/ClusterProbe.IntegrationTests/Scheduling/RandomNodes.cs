using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests.Scheduling;

/// <summary>Makes random nodes, each with its load and with the one build pod that is tried on it. The same seed gives the same.</summary>
/// <param name="seed">The seed.</param>
internal sealed class RandomNodes(int seed)
{
    private static readonly string[] Keys = ["zone", "cores", "disk", "gpu"];
    private static readonly string[] Values = ["a", "b", "8", "64", ""];
    private static readonly string[] Effects = ["NoSchedule", "NoExecute", "PreferNoSchedule"];

#pragma warning disable CA5394 // The seed is what makes a failure repeatable.
    private readonly Random _random = new(seed);

    public FakeCluster Next(int number)
    {
        var node = FakeCluster.Node(
            "n",
            $"cpu={_random.Next(1, 5)} memory={_random.Next(1, 5)}Gi pods={_random.Next(0, 6)} example.com/gpu={_random.Next(0, 3)} ephemeral-storage=10Gi",
            Some(3, () => $"{Pick(Keys)}={Pick(Values)}", pair => pair.Split('=')[0]),
            Some(2, () => $"t{_random.Next(3)}={Pick(Values)}:{Pick(Effects)}", taint => taint.Remove(2, taint.IndexOf(':', StringComparison.Ordinal) - 2)),
            cordoned: Chance(8));
        var pods = Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Load());
        return FakeCluster.Of($"random-{number}", Pin(Shape(), $"random-{number}-n"), [node, .. pods]);
    }

    private JsonObject Load()
        => Chance(3)
            ? FakeCluster.Pod("n", $$"""{"containers":[{"name":"c","ports":[{"containerPort":80,"hostPort":{{_random.Next(1, 4)}},"hostIP":"{{(Chance(2) ? "" : $"10.0.0.{_random.Next(1, 3)}")}}"}]}]}""")
            : FakeCluster.Used("n", $"cpu={_random.Next(0, 2000)}m memory={_random.Next(0, 2048)}Mi example.com/gpu={_random.Next(0, 2)}", Chance(4) ? """{"phase":"Succeeded"}""" : "{}");

    private BuildShape Shape()
    {
        var shape = FakeCluster.Build(_random.Next(0, 5) * 500, _random.Next(0, 5) * 512, [.. Chance(4) ? [("example.com/gpu", 1L)] : Array.Empty<(string, long)>()]);
        return shape with
        {
            Containers = [shape.Containers[0] with { HostPorts = Chance(4) ? [new HostPort(Chance(2) ? "" : $"10.0.0.{_random.Next(1, 3)}", "TCP", _random.Next(1, 4))] : [] }],
            InitContainers = Chance(3) ? [FakeCluster.Build(_random.Next(0, 4000), 64).Containers[0] with { Name = "init", Sidecar = Chance(2) }] : [],
            NodeSelector = Chance(6) ? ImmutableSortedDictionary<string, string>.Empty.Add(Pick(Keys), Pick(Values)) : ImmutableSortedDictionary<string, string>.Empty,
            Tolerations = [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Toleration())],
            RequiredNodeAffinity = Chance(3) ? [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Term())] : null,
        };
    }

    private Toleration Toleration()
    {
        var exists = Chance(2);
        var key = exists && Chance(4) ? "" : Chance(8) ? "node.kubernetes.io/unschedulable" : $"t{_random.Next(3)}";
        return new Toleration(key, exists ? "Exists" : Chance(2) ? "" : "Equal", exists ? "" : Pick(Values), Chance(2) ? "" : Pick(Effects));
    }

    private NodeSelectorTerm Term()
        => FakeCluster.Term(string.Join("; ", Enumerable.Range(0, _random.Next(0, 3)).Select(_ => (Pick(Keys), _random.Next(6)) switch
        {
            (var key, 0) => $"{key} In a,b",
            (var key, 1) => $"{key} NotIn 8",
            (var key, 2) => $"{key} Exists",
            (var key, 3) => $"{key} DoesNotExist",
            (var key, 4) => $"{key} Gt {Pick(["7", "63", "a"])}",
            var (key, _) => $"{key} Lt {Pick(["9", "8", "b"])}",
        })));

    /// <summary>Every alternative names the node, so that the pod is judged on no other.</summary>
    private static BuildShape Pin(BuildShape shape, string node)
    {
        var name = new NodeSelectorRequirement("metadata.name", "In", [node]);
        return shape with
        {
            RequiredNodeAffinity = shape.RequiredNodeAffinity is { } terms ? [.. terms.Select(term => term with { Fields = [name] })] : [new NodeSelectorTerm([], [name])],
        };
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private string Some(int most, Func<string> make, Func<string, string> key)
        => string.Join(' ', Enumerable.Range(0, _random.Next(0, most + 1)).Select(_ => make()).DistinctBy(key));
#pragma warning restore CA5394
}
