using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Scheduling;

/// <summary>
/// Pods as text: <c>c500/256</c> is a container with 500m and 256Mi, <c>i</c> an init container, <c>s</c> a sidecar;
/// <c>c2000/512&gt;1000/512&gt;1000/512</c> one with what is allocated to it and what it has. A third number is ephemeral storage.
/// </summary>
internal static class PodNotation
{
    /// <summary>The pod on node <c>n</c>, as the API server stores it.</summary>
    public static JsonObject Pod(string containers, string podLevel = "", string overhead = "", bool infeasible = false)
    {
        var all = Split(containers).Select((text, index) => Container(text, $"c{index}")).ToArray();
        var spec = new JsonObject
        {
            ["initContainers"] = new JsonArray([.. all.Where(container => container.Init).Select(container => container.Spec)]),
            ["containers"] = new JsonArray([.. all.Where(container => !container.Init).Select(container => container.Spec)]),
            ["nodeName"] = "n",
        };
        if (overhead.Length > 0) spec["overhead"] = Amounts(overhead);
        if (podLevel.Length > 0) spec["resources"] = new JsonObject { ["requests"] = Amounts(podLevel) };
        var status = new JsonObject
        {
            ["phase"] = "Running",
            ["initContainerStatuses"] = new JsonArray([.. all.Where(container => container.Init).Select(container => container.Status)]),
            ["containerStatuses"] = new JsonArray([.. all.Where(container => !container.Init).Select(container => container.Status)]),
        };
        if (infeasible) status["conditions"] = new JsonArray(new JsonObject { ["type"] = "PodResizePending", ["status"] = "True", ["reason"] = "Infeasible" });
        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = "p" }, ["spec"] = spec, ["status"] = status };
    }

    /// <summary>The shape of containers without a status.</summary>
    public static BuildShape Shape(string containers)
    {
        var all = Split(containers).Select((text, index) => (Role: text[0], Container: new ContainerShape
        {
            Name = $"c{index}",
            Image = "alpine:3.22",
            Requests = List(text[1..]),
            Sidecar = text[0] == 's',
        })).ToArray();
        return new BuildShape
        {
            Name = "default",
            Containers = [.. all.Where(container => container.Role == 'c').Select(container => container.Container)],
            InitContainers = [.. all.Where(container => container.Role != 'c').Select(container => container.Container)],
        };
    }

    /// <summary>Amounts such as <c>500/256</c>; one that is left out is not requested.</summary>
    public static ResourceList List(string text)
        => ResourceList.Of(text.Split('/').Select((amount, index) => (Resource: Names[index], Amount: amount))
            .Where(pair => pair.Amount.Length > 0)
            .Select(pair => (pair.Resource, long.Parse(pair.Amount, CultureInfo.InvariantCulture) << (pair.Resource == "cpu" ? 0 : 20))));

    private static ImmutableArray<string> Names => ["cpu", "memory", "ephemeral-storage"];

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static (bool Init, JsonObject Spec, JsonObject Status) Container(string text, string name)
    {
        var amounts = text[1..].Split('>');
        var spec = new JsonObject { ["name"] = name, ["resources"] = new JsonObject { ["requests"] = Amounts(amounts[0]) } };
        if (text[0] == 's') spec["restartPolicy"] = "Always";
        var status = new JsonObject { ["name"] = name };
        if (amounts.Length > 1) status["allocatedResources"] = Amounts(amounts[1]);
        if (amounts.Length > 2) status["resources"] = new JsonObject { ["requests"] = Amounts(amounts[2]) };
        return (text[0] != 'c', spec, status);
    }

    private static JsonObject Amounts(string text)
        => new(text.Split('/').Select((amount, index) => (Resource: Names[index], Amount: amount))
            .Where(pair => pair.Amount.Length > 0)
            .Select(pair => KeyValuePair.Create(pair.Resource, (JsonNode?)(pair.Amount + (pair.Resource == "cpu" ? "m" : "Mi")))));
}
