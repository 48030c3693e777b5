using System.Text.Json.Nodes;
using ClusterProbe.IntegrationTests.Installation;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>A control plane with ClusterProbe installed, and agents in processes of their own, each with the token of its node.</summary>
internal sealed class AgentFleet : IAsyncDisposable
{
    private const string Group = "/apis/clusterprobe.io/v1alpha1";

    private readonly List<AgentProcess> _agents = [];

    private AgentFleet(ControlPlane controlPlane, string @namespace) => (ControlPlane, Namespace) = (controlPlane, @namespace);

    public ControlPlane ControlPlane { get; }

    /// <summary>The build namespace of the profile <c>ci</c>.</summary>
    public string Namespace { get; }

    /// <summary>Those that run.</summary>
    public IReadOnlyList<AgentProcess> Agents => _agents;

    /// <summary>Installs ClusterProbe with a profile that is ready, and starts agents on nodes <c>node-0</c>, <c>node-1</c> and so on.</summary>
    public static async Task<AgentFleet> StartAsync(int agents, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, params IReadOnlyList<string> arguments)
    {
        var controlPlane = await InstalledCluster.StartAsync();
        var fleet = new AgentFleet(controlPlane, await controlPlane.CreateNamespaceAsync("build", cancellationToken: cancellationToken));
        await controlPlane.CreateAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{fleet.Namespace}/rolebindings", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "ci" },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-admin" },
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = "default", ["namespace"] = fleet.Namespace }),
        }, cancellationToken);
        await fleet.WriteProfileAsync("ci", "docker-in-docker");
        for (var index = 0; index < agents; index++)
        {
            await fleet.AddNodeAsync($"node-{index}", cancellationToken);
            await fleet.AddAgentAsync($"node-{index}", cancellationToken, environment, arguments);
        }

        return fleet;
    }

    /// <summary>Creates a node, without an agent.</summary>
    public Task AddNodeAsync(string node, CancellationToken cancellationToken) => ControlPlane.CreateNodeAsync(Node(node), cancellationToken);

    /// <summary>Starts an agent on a node that exists.</summary>
    public Task<AgentProcess> AddAgentAsync(
        string node, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, params IReadOnlyList<string> arguments)
        => AddAgentAsync(node, ControlPlane.Server, cancellationToken, environment, arguments);

    /// <summary>Starts an agent on a node that exists, which takes something else for the API server.</summary>
    public async Task<AgentProcess> AddAgentAsync(
        string node, Uri server, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, params IReadOnlyList<string> arguments)
    {
        await WriteTokenAsync(node);
        var kubeConfig = ControlPlane.WriteKubeConfig($"tokenFile: {TokenFile(node)}", server);
        var agent = await AgentProcess.StartAsync(kubeConfig, node, cancellationToken, environment, arguments);
        _agents.Add(agent);
        return agent;
    }

    /// <summary>Gives the agents new tokens, as kubelets do.</summary>
    public async Task RenewTokensAsync()
    {
        foreach (var agent in _agents) await WriteTokenAsync(agent.Node);
    }

    /// <summary>Applies a profile of the name, which is ready where the agents' nodes have no cluster DNS.</summary>
    /// <param name="require">The capabilities that it requires.</param>
    public Task WriteProfileAsync(string name, params string[] require) => ControlPlane.ApplyAsync($$"""
        apiVersion: clusterprobe.io/v1alpha1
        kind: ClusterReadiness
        metadata: {name: {{name}}}
        spec:
          ciSystem: tekton
          buildNamespaces: [{{Namespace}}]
          ciIdentity: {namespace: {{Namespace}}, name: default}
          require: [{{string.Join(", ", require)}}]
          waivers: [{code: CP7014, reason: there is no cluster DNS beside a bare control plane, owner: tests}]
        """);

    /// <summary>Sets or removes (null) the Pod Security level that the build namespace enforces.</summary>
    public Task EnforceAsync(string? level) => ControlPlane.PatchAsync($"/api/v1/namespaces/{Namespace}", new JsonObject
    {
        ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["pod-security.kubernetes.io/enforce"] = level } },
    });

    /// <summary>The status of a profile; null while there is none.</summary>
    public async Task<JsonNode?> StatusAsync(string name, CancellationToken cancellationToken)
        => (await GetAsync($"{Group}/clusterreadinesses/{name}", cancellationToken))?["status"];

    /// <summary>The Ready condition of a profile, as <c>status reason</c>; empty while there is none.</summary>
    public async Task<string> ReadyAsync(string name, CancellationToken cancellationToken)
        => (await StatusAsync(name, cancellationToken))?["conditions"]?[0] is { } condition ? $"{condition["status"]} {condition["reason"]}" : "";

    /// <summary>Waits until the Ready condition of a profile is as expected.</summary>
    public async Task WaitForAsync(string name, string ready, CancellationToken cancellationToken)
    {
        var last = "";
        await Eventually.IsTrueAsync(
            async () => (last = await ReadyAsync(name, cancellationToken)).StartsWith(ready, StringComparison.Ordinal),
            () => $"{name} is {ready}, it is {last}\n{Log}",
            cancellationToken);
    }

    /// <summary>Waits until exactly one agent says that it leads, and returns it.</summary>
    /// <param name="other">One that does not count.</param>
    /// <param name="limit">How long that may take; null for the usual time.</param>
    public async Task<AgentProcess> WaitForLeaderAsync(CancellationToken cancellationToken, AgentProcess? other = null, TimeSpan? limit = null)
    {
        AgentProcess? leader = null;
        await Eventually.IsTrueWithinAsync(
            limit ?? TimeSpan.FromSeconds(60),
            async () =>
            {
                var leaders = new List<AgentProcess>();
                foreach (var agent in _agents.Where(agent => agent != other))
                {
                    if (await agent.IsLeaderAsync(cancellationToken)) leaders.Add(agent);
                }

                Assert.That(leaders, Has.Count.LessThan(2), "two agents lead at the same time");
                leader = leaders.SingleOrDefault();
                return leader is not null;
            },
            () => $"an agent leads:\n{Log}",
            cancellationToken);
        return leader!;
    }

    /// <summary>An object; null when there is none.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await ControlPlane.Admin.GetAsync(new Uri(path.TrimStart('/'), UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode ? await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private string Log => string.Join('\n', _agents.Select(agent => $"{agent.Node}:\n{agent.Log[Math.Max(0, agent.Log.Length - 3000)..]}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        await ControlPlane.DisposeAsync();
    }

    private string TokenFile(string node) => ControlPlane.Files[$"token-{node}"];

    private async Task WriteTokenAsync(string node)
    {
        var token = await ControlPlane.CreateAgentTokenAsync(node);
        await File.WriteAllTextAsync($"{TokenFile(node)}-new", token);
        File.Move($"{TokenFile(node)}-new", TokenFile(node), overwrite: true);
    }

    private static JsonObject Node(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["kubernetes.io/os"] = "linux", ["kubernetes.io/arch"] = "amd64" } },
        ["status"] = new JsonObject
        {
            ["allocatable"] = new JsonObject { ["cpu"] = "8", ["memory"] = "32Gi", ["pods"] = "110", ["ephemeral-storage"] = "200Gi" },
        },
    };
}
