using System.Text.Json.Nodes;

namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>The real kubectl as the cluster's administrator.</summary>
internal static class Kubectl
{
    public const string Namespace = "clusterprobe";

    public static Task<CommandResult> RunAsync(params IEnumerable<string> arguments)
        => Command.RunAsync(ClusterUnderTest.Kubectl, ["--kubeconfig", ClusterUnderTest.KubeConfig, .. arguments]);

    /// <summary>Runs kubectl and returns what it printed. Fails the test when it fails.</summary>
    public static async Task<string> OutputAsync(params IEnumerable<string> arguments) => (await RunAsync(arguments)).EnsureSuccess();

    /// <summary>Applies YAML.</summary>
    public static async Task ApplyAsync(string yaml)
        => (await Command.RunAsync(ClusterUnderTest.Kubectl, ["--kubeconfig", ClusterUnderTest.KubeConfig, "apply", "-f", "-"], yaml)).EnsureSuccess();

    /// <summary>One object, or the list of all.</summary>
    public static async Task<JsonNode> GetAsync(params IEnumerable<string> arguments)
        => JsonNode.Parse(await OutputAsync(["get", .. arguments, "-o", "json"]))!;

    /// <summary>One object; null when there is none.</summary>
    public static async Task<JsonNode?> FindAsync(params IEnumerable<string> arguments)
        => await RunAsync(["get", .. arguments, "-o", "json"]) is { Succeeded: true, Output: var json } ? JsonNode.Parse(json) : null;

    /// <summary>The agents' pods.</summary>
    public static async Task<IReadOnlyList<AgentPod>> AgentPodsAsync()
        => [.. (await GetAsync("pods", "-n", Namespace, "-l", "app.kubernetes.io/component=agent"))["items"]!.AsArray()
            .Where(pod => pod!["metadata"]!["deletionTimestamp"] is null)
            .Select(pod => new AgentPod($"{pod!["metadata"]!["name"]}", $"{pod["spec"]!["nodeName"]}", pod))];

    /// <summary>What the agents' pods are doing, for the message of a failed test.</summary>
    public static async Task<string> DescribeAgentsAsync()
    {
        var pods = await RunAsync("get", "pods", "-n", Namespace, "-o", "wide");
        var logs = await RunAsync("logs", "-n", Namespace, "-l", "app.kubernetes.io/component=agent", "--tail", "15", "--prefix");
        return $"{pods.Output}{pods.Errors}{logs.Output}{logs.Errors}";
    }
}

/// <summary>An agent's pod.</summary>
internal sealed record AgentPod(string Name, string Node, JsonNode Pod);
