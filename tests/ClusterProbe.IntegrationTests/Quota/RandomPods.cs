using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.IntegrationTests.Quota;

/// <summary>Makes pods of all kinds that quotas and limit ranges tell apart, and writes them as the API server reads them.</summary>
internal sealed class RandomPods(int seed)
{
    public const string PriorityClass = "parity-high";

    private static readonly string[] Cpu = ["0", "10m", "50m", "100m", "250m", "500m", "1", "1500m", "2"];
    private static readonly string[] Memory = ["0", "10Mi", "64Mi", "128M", "0.5Gi", "1G", "1Gi", "1500000k"];
    private static readonly string[] Storage = ["1Gi", "2G"];

    private readonly Random _random = new(seed);

    /// <summary>Any pod.</summary>
    public PodResources Next()
    {
        var complete = _random.Next(2) == 0;
        var pod = new PodResources
        {
            Containers = [.. Enumerable.Range(1, _random.Next(1, 4)).Select(index => Container($"c{index}", complete, sidecar: false))],
            InitContainers = [.. Enumerable.Range(1, _random.Next(0, 3)).Select(index => Container($"i{index}", complete, sidecar: _random.Next(3) == 0))],
            ActiveDeadlineSeconds = _random.Next(2) == 0 ? 86_400 : null,
            PriorityClassName = _random.Next(4) == 0 ? PriorityClass : "",
            HasCrossNamespaceAffinity = _random.Next(4) == 0,
        };
        return _random.Next(8) == 0 ? pod with { Requests = Amounts.Parse(Pairs(("cpu", "2"), ("memory", "2Gi"))), Limits = Amounts.Parse(Pairs(("cpu", "4"), ("memory", "4Gi"))) } : pod;
    }

    /// <summary>The pod as JSON.</summary>
    public static JsonObject ToJson(PodResources pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var spec = new JsonObject
        {
            ["containers"] = new JsonArray([.. pod.Containers.Select(ToJson)]),
            ["initContainers"] = new JsonArray([.. pod.InitContainers.Select(ToJson)]),
            ["automountServiceAccountToken"] = false,
        };
        if (pod.ActiveDeadlineSeconds is { } deadline) spec["activeDeadlineSeconds"] = deadline;
        if (pod.PriorityClassName.Length > 0) spec["priorityClassName"] = pod.PriorityClassName;
        if (pod.HasPodLevelResources) spec["resources"] = new JsonObject { ["requests"] = ToJson(pod.Requests), ["limits"] = ToJson(pod.Limits) };
        if (pod.HasCrossNamespaceAffinity) spec["affinity"] = Admission.YamlJson.Read("""
            podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, namespaces: [other], labelSelector: {matchLabels: {a: b}}}]}
            """);
        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = "parity" }, ["spec"] = spec };
    }

    private static JsonNode ToJson(ContainerResources container)
    {
        var json = new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = "alpine:3.22",
            ["resources"] = new JsonObject { ["requests"] = ToJson(container.Requests), ["limits"] = ToJson(container.Limits) },
        };
        if (container.Sidecar) json["restartPolicy"] = "Always";
        return json;
    }

    private static JsonObject ToJson(Amounts amounts)
        => new(amounts.Items.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.Format(pair.Key))));

    private ContainerResources Container(string name, bool complete, bool sidecar)
    {
        List<(string, string)> requests = [];
        List<(string, string)> limits = [];
        foreach (var (resource, values) in new[] { ("cpu", Cpu), ("memory", Memory), ("ephemeral-storage", Storage) })
        {
            var (first, second) = (_random.Next(values.Length), _random.Next(values.Length));
            if (complete || _random.Next(4) > 0) requests.Add((resource, values[Math.Min(first, second)]));
            if (complete || _random.Next(3) > 0) limits.Add((resource, values[Math.Max(first, second)]));
        }

        if (_random.Next(6) == 0)
        {
            requests.Add(("example.com/gpu", "1"));
            limits.Add(("example.com/gpu", "1"));
        }

        return new ContainerResources(name, Amounts.Parse(Pairs([.. requests])), Amounts.Parse(Pairs([.. limits])), sidecar);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(params ImmutableArray<(string, string)> pairs)
        => pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2));
}
