using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ClusterProbe.Agent.Cycles;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.Kubernetes.Publishing.Nodes;

namespace ClusterProbe.Benchmarks;

/// <summary>Counts, at a real API server, what thousands of agents ask of it: each runs the real loops and only leaves out looking at a node.</summary>
/// <remarks>One real agent has to run beside it, which leads and tells how many nodes there are.</remarks>
internal static class FleetCommand
{
    private static readonly TimeSpan NodeInterval = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var kubeConfig = new Option<FileInfo>("--kubeconfig") { Description = "The cluster, with ClusterProbe's definitions, that many nodes, and one agent that leads.", Required = true };
        var nodes = new Option<int>("--nodes") { Description = "How many agents.", DefaultValueFactory = _ => 5_000 };
        var seconds = new Option<int>("--seconds") { Description = "Seconds of measuring.", DefaultValueFactory = _ => 300 };
        var command = new Command("fleet", "Counts the requests of many agents in steady state, at the API server.") { kubeConfig, nodes, seconds };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(kubeConfig)!.FullName, result.GetValue(nodes), TimeSpan.FromSeconds(result.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string kubeConfig, int nodes, TimeSpan duration, CancellationToken cancellationToken)
    {
        var connection = await new KubeConfigLoader(_ => null, TimeProvider.System).LoadAsync(kubeConfig, context: null, cancellationToken).ConfigureAwait(false);
        using var http = ApiHttp.Create(connection);
        var names = await NodeNamesAsync(http, nodes, cancellationToken).ConfigureAwait(false);
        if (names.Length < nodes) throw new InvalidOperationException($"The cluster has {names.Length} nodes, and {nodes} agents need one each: the leader removes the objects of others.");
        var idle = await RateAsync(http, TimeSpan.FromSeconds(30), cancellationToken).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"with one agent: {idle:0.0} requests/s"));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rollout = FleetPacing.Heartbeat(nodes);
        Task[] agents = [.. names.Select((name, index) => AgentAsync(http, name, rollout * index / nodes, stop.Token))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nodes} agents start over {rollout.TotalSeconds:0} s, as in a rolling update"));
        await Task.Delay(rollout + TimeSpan.FromSeconds(30), cancellationToken).ConfigureAwait(false);
        var steady = await RateAsync(http, duration, cancellationToken).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"with {nodes} more agents: {steady:0.0} requests/s"));
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(agents).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static async Task AgentAsync(HttpClient http, string node, TimeSpan start, CancellationToken cancellationToken)
    {
        await Task.Delay(start, cancellationToken).ConfigureAwait(false);
        var api = new ApiClient(http, TimeProvider.System);
        using var election = new LeaderElection(api, new LeaseSettings("clusterprobe", ClusterProbeApi.LeaderLease, node), TimeProvider.System);
        using var profiles = new ProfileCache(new ClusterReadinessSource(api, [], TimeProvider.System), election, TimeProvider.System);
        var publisher = new NodeReadinessPublisher(api, node, TimeProvider.System, Random.Shared.NextDouble);
        var contending = election.RunAsync(token => Task.Delay(Timeout.InfiniteTimeSpan, token), cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            _ = await profiles.EndpointsAsync(cancellationToken).ConfigureAwait(false);
            _ = await publisher.PublishAsync(Status(FleetPacing.Heartbeat(election.Agents)), owner: null, cancellationToken).ConfigureAwait(false);
            await Task.Delay(FleetPacing.Jitter(NodeInterval, Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await contending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<string[]> NodeNamesAsync(HttpClient http, int count, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/v1/nodes?limit={count}", UriKind.Relative));
        request.Headers.Accept.ParseAdd("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var list = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return [.. list.RootElement.GetProperty("items").EnumerateArray().Select(node => node.GetProperty("metadata").GetProperty("name").GetString()!)];
    }

    private static NodeReadinessStatus Status(TimeSpan heartbeat)
        => NodeReadinessStatusFactory.Create(new Evaluation(ImmutableArray<Finding>.Empty), new NodeFacts { CollectedAt = TimeProvider.System.GetUtcNow() }, "0.1.0", heartbeat);

    /// <summary>Requests in a second, as the API server counts them.</summary>
    private static async Task<double> RateAsync(HttpClient http, TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = await CountAsync(http, cancellationToken).ConfigureAwait(false);
        await Task.Delay(duration, cancellationToken).ConfigureAwait(false);
        return (await CountAsync(http, cancellationToken).ConfigureAwait(false) - before) / duration.TotalSeconds;
    }

    private static async Task<double> CountAsync(HttpClient http, CancellationToken cancellationToken)
        => (await http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken).ConfigureAwait(false))
            .Split('\n')
            .Where(line => line.StartsWith("apiserver_request_total{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
}
