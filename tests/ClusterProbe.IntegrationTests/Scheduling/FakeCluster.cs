using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests.Scheduling;

/// <summary>A small cluster of nodes without kubelets, the pods on them, and the build pod that is to be placed.</summary>
internal sealed record FakeCluster(string Name, BuildShape Shape, ImmutableArray<JsonObject> Nodes, ImmutableArray<JsonObject> Pods)
{
    /// <summary>Objects to apply first.</summary>
    public string Manifest { get; init; } = "";

    /// <summary>The label by which the nodes of clusters that share an API server are told apart.</summary>
    public const string Label = "cluster";

    public static FakeCluster Of(string name, BuildShape shape, params IEnumerable<JsonObject> objects)
    {
        var all = objects.ToLookup(item => item["kind"]!.GetValue<string>());
        foreach (var node in all["Node"])
        {
            node["metadata"]!["name"] = $"{name}-{node["metadata"]!["name"]}";
            node["metadata"]!["labels"]![Label] = name;
        }

        foreach (var pod in all["Pod"]) pod["spec"]!["nodeName"] = $"{name}-{pod["spec"]!["nodeName"]}";
        return new FakeCluster(name, shape with { Name = name, NodeSelector = shape.NodeSelector.SetItem(Label, name) }, [.. all["Node"]], [.. all["Pod"]]);
    }

    /// <summary>A node: <c>"a", "cpu=2 memory=4Gi pods=10", labels: "zone=a", taints: "gpu=true:NoSchedule"</c>.</summary>
    public static JsonObject Node(string name, string allocatable = "cpu=2 memory=4Gi pods=10", string labels = "", string taints = "", bool cordoned = false)
    {
        var spec = new JsonObject
        {
            ["unschedulable"] = cordoned,
            ["taints"] = new JsonArray([.. Words(taints).Select(Taint)]),
        };
        return new JsonObject
        {
            ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Map(labels) },
            ["spec"] = spec,
            ["status"] = new JsonObject { ["allocatable"] = Map(allocatable), ["capacity"] = Map(allocatable) },
        };
    }

    /// <summary>A pod on a node; <paramref name="spec"/> and <paramref name="status"/> are JSON.</summary>
    public static JsonObject Pod(string node, string spec, string status = "{}", bool terminating = false)
    {
        var pod = new JsonObject
        {
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["generateName"] = "used-" },
            ["spec"] = JsonNode.Parse(spec),
            ["status"] = JsonNode.Parse(status),
        };
        pod["spec"]!["nodeName"] = node;
        foreach (var container in (JsonArray)pod["spec"]!["containers"]!) container!["image"] = "alpine:3.22";
        foreach (var container in pod["spec"]!["initContainers"] as JsonArray ?? []) container!["image"] = "alpine:3.22";
        if (terminating) pod["terminating"] = true;
        return pod;
    }

    /// <summary>A pod on a node that requests this: <c>cpu=1 memory=1Gi</c>.</summary>
    public static JsonObject Used(string node, string requests, string status = "{}", bool terminating = false)
        => Pod(node, $$$"""{"containers":[{"name":"c","resources":{"requests":{{{Map(requests)}}},"limits":{{{Map(Limits(requests))}}} } }]}""", status, terminating);

    /// <summary>A build pod of one container that requests this, in milli-CPU and MiB.</summary>
    public static BuildShape Build(long milliCpu = 500, long mebibytes = 256, params IEnumerable<(string Resource, long Amount)> others)
    {
        var requests = ResourceList.Of([("cpu", milliCpu), ("memory", mebibytes << 20), .. others]);
        var extended = ResourceList.Of(requests.Amounts.Where(pair => IsExtended(pair.Key)).Select(pair => (pair.Key, pair.Value)));
        return new BuildShape { Name = "default", Containers = [new() { Name = "build", Image = "alpine:3.22", Requests = requests, Limits = extended }] };
    }

    /// <summary>A term of a node affinity: <c>zone In a,b; @metadata.name In n</c>.</summary>
    public static NodeSelectorTerm Term(string text)
    {
        var requirements = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new NodeSelectorTerm(
            [.. requirements.Where(requirement => requirement[0] != '@').Select(Requirement)],
            [.. requirements.Where(requirement => requirement[0] == '@').Select(requirement => Requirement(requirement[1..]))]);
    }

    private static NodeSelectorRequirement Requirement(string text)
    {
        var parts = text.Split(' ');
        return new NodeSelectorRequirement(parts[0], parts[1], [.. (parts.Length > 2 ? parts[2] : "").Split(',', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>What can't be over-committed needs a limit that equals the request.</summary>
    private static string Limits(string requests) => string.Join(' ', Words(requests).Where(word => IsExtended(word.Split('=')[0])));

    private static bool IsExtended(string resource) => resource.Contains('/', StringComparison.Ordinal) || resource.StartsWith("hugepages-", StringComparison.Ordinal);

    private static JsonNode Taint(string text)
    {
        var (name, effect) = (text[..text.IndexOf(':', StringComparison.Ordinal)], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return new JsonObject { ["key"] = name.Split('=')[0], ["value"] = name.Contains('=', StringComparison.Ordinal) ? name.Split('=')[1] : "", ["effect"] = effect };
    }

    private static JsonObject Map(string text)
        => new(Words(text).Select(word => KeyValuePair.Create(word[..word.IndexOf('=', StringComparison.Ordinal)], (JsonNode?)word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..])));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
