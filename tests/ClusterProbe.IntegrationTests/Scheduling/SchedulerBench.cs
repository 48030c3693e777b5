using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;

namespace ClusterProbe.IntegrationTests.Scheduling;

/// <summary>A control plane with a scheduler, on which nodes and pods are made by the hundred.</summary>
internal sealed class SchedulerBench : IAsyncDisposable
{
    private static readonly ParallelOptions Parallel = new() { MaxDegreeOfParallelism = 16 };

    private string _used = "";

    private SchedulerBench(ControlPlane controlPlane) => ControlPlane = controlPlane;

    public ControlPlane ControlPlane { get; }

    /// <summary>The build namespace.</summary>
    public string Namespace { get; private set; } = "";

    public static async Task<SchedulerBench> StartAsync()
    {
        var bench = new SchedulerBench(await ControlPlane.StartAsync(new ControlPlaneOptions { Scheduler = true }, CancellationToken.None));
        bench.Namespace = await bench.ControlPlane.CreateNamespaceAsync("builds");
        bench._used = await bench.ControlPlane.CreateNamespaceAsync("used");
        return bench;
    }

    /// <summary>Creates the nodes, and then the pods that are on them.</summary>
    public async Task CreateAsync(IEnumerable<JsonObject> nodes, IEnumerable<JsonObject> pods)
    {
        await System.Threading.Tasks.Parallel.ForEachAsync(nodes, Parallel, async (node, token) => await ControlPlane.CreateNodeAsync(node, token));
        await System.Threading.Tasks.Parallel.ForEachAsync(pods, Parallel, CreatePodAsync);
    }

    /// <summary>What the product learns of it.</summary>
    public Task<ClusterFacts> CollectAsync(Profile profile)
        => new FactCollection(TimeProvider.System).CollectAsync(
            ControlPlane.CreateApiClient(ControlPlane.WithToken(ControlPlane.AdminToken)),
            profile,
            [FactKind.Nodes, FactKind.Pods, FactKind.AdmissionProbes],
            "test",
            TimeSpan.FromSeconds(60),
            null,
            CancellationToken.None);

    /// <summary>Creates build pods, and waits until the scheduler has bound or refused each.</summary>
    public async Task<ImmutableSortedDictionary<string, SchedulerAnswer>> ScheduleAsync(IEnumerable<JsonObject> pods)
    {
        await System.Threading.Tasks.Parallel.ForEachAsync(
            pods, Parallel, async (pod, token) => await ControlPlane.CreateAsync($"/api/v1/namespaces/{Namespace}/pods", pod, token));
        var answers = ImmutableSortedDictionary<string, SchedulerAnswer>.Empty;
        await Eventually.IsTrueAsync(
            async () =>
            {
                var list = JsonNode.Parse(await ControlPlane.Admin.GetStringAsync(new Uri($"api/v1/namespaces/{Namespace}/pods", UriKind.Relative)))!;
                answers = list["items"]!.AsArray().Select(SchedulerAnswer.Of).ToImmutableSortedDictionary(answer => answer.Pod, answer => answer);
                return answers.Values.All(answer => answer.IsFinal);
            },
            "every pod is bound or refused");
        return answers;
    }

    public ValueTask DisposeAsync() => ControlPlane.DisposeAsync();

    private async ValueTask CreatePodAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        var status = pod["status"]!.DeepClone();
        var terminating = pod.Remove("terminating");
        var created = await ControlPlane.CreateAsync($"/api/v1/namespaces/{_used}/pods", pod, cancellationToken);
        var path = $"/api/v1/namespaces/{_used}/pods/{created["metadata"]!["name"]}";
        await ControlPlane.PatchAsync($"{path}/status", new JsonObject { ["status"] = status }, cancellationToken);
        if (terminating) await ControlPlane.DeleteAsync($"{path}?gracePeriodSeconds=600", cancellationToken);
    }
}

/// <summary>What the scheduler did with one pod.</summary>
internal sealed record SchedulerAnswer(string Pod, string Cluster, string Node, string Message)
{
    /// <summary>Whether it has decided.</summary>
    public bool IsFinal => Node.Length > 0 || Message.Length > 0;

    public static SchedulerAnswer Of(JsonNode? pod) => new(
        pod!["metadata"]!["name"]!.GetValue<string>(),
        pod["spec"]!["nodeSelector"]?[FakeCluster.Label]?.GetValue<string>() ?? "",
        pod["spec"]!["nodeName"]?.GetValue<string>() ?? "",
        (pod["status"]?["conditions"] as JsonArray ?? []).Where(condition => condition?["reason"]?.GetValue<string>() == "Unschedulable")
            .Select(condition => condition?["message"]?.GetValue<string>()).FirstOrDefault() ?? "");
}
