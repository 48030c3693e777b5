using System.Collections.Immutable;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Lists;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Scale;

/// <summary>A cluster of any size: its nodes and pods exist only while they are read.</summary>
public static class ScaleScenario
{
    private const int MaxNodes = 99_999;
    private const int MaxPodsPerNode = 999;

    /// <summary>Makes the scenario.</summary>
    /// <param name="nodes">How many nodes, 1 to 99,999.</param>
    /// <param name="podsPerNode">How many pods run on each, 0 to 999, beside those of the delegate.</param>
    /// <param name="podBytes">How large a pod is at least, in bytes of JSON; below about 3,500 it makes no difference.</param>
    public static Scenario Create(int nodes, int podsPerNode, int podBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nodes, MaxNodes);
        ArgumentOutOfRangeException.ThrowIfNegative(podsPerNode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(podsPerNode, MaxPodsPerNode);
        var node = new ItemTemplate(ItemTemplate.ReadItem("scale/node"), ("NNNNN", index => index));
        var item = ItemTemplate.ReadItem("scale/pod");
        item.ObjectIn("metadata").ObjectIn("annotations")["example.com/padding"] = new string('x', Math.Max(0, podBytes - ApiJson.Render(item).Length));
        var pod = new ItemTemplate(item, ("NNNNN", index => index / podsPerNode), ("PPP", index => index % podsPerNode));
        return Scenario.Generating(
            "scale",
            ScenarioFile.Read("scale/scenario"),
            ImmutableDictionary<string, GeneratedList>.Empty.Add("nodes", node.Repeat(nodes)).Add("pods", pod.Repeat((long)nodes * podsPerNode)));
    }
}
