using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.CiSystems;

/// <summary>Finds the CI system's delegates, runners or controllers in all namespaces.</summary>
internal sealed class CiSystemCollector : ICollector
{
    private static readonly Permission ListPods = new("", "pods", "list");

    private static readonly Permission ListDeployments = new("apps", "deployments", "list");

    private static readonly Permission ListStatefulSets = new("apps", "statefulsets", "list");

    public FactKind Provides => FactKind.CiSystem;

    public ImmutableArray<FactKind> After => [];

    public ImmutableArray<Permission> Permissions => [ListPods, ListDeployments, ListStatefulSets];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var source = CiWorkloadSource.For(context.Profile.CiSystem);
        var query = $"?labelSelector={Uri.EscapeDataString(source.Selector)}";
        var podList = ListAsync(context.Api, $"/api/v1/pods{query}", ListPods, WorkloadContext.Default.WorkloadPodDto, cancellationToken);
        var deploymentList = ListAsync(context.Api, $"/apis/apps/v1/deployments{query}", ListDeployments, WorkloadContext.Default.ControllerDto, cancellationToken);
        var statefulSetList = ListAsync(context.Api, $"/apis/apps/v1/statefulsets{query}", ListStatefulSets, WorkloadContext.Default.ControllerDto, cancellationToken);
        var pods = await podList.ConfigureAwait(false);
        var deployments = await deploymentList.ConfigureAwait(false);
        var statefulSets = await statefulSetList.ConfigureAwait(false);

        if (pods.Cause is { } cause) return facts => facts with { CiSystem = new CiSystemFacts { Workloads = Fact.Unknown<CiWorkloadInventory>(cause) } };
        ImmutableArray<CiWorkload> controllers =
        [
            .. deployments.Items.Where(item => source.Accepts(Workloads.Labels(item.Metadata))).Select(item => Workloads.Of("Deployment", item)),
            .. statefulSets.Items.Where(item => source.Accepts(Workloads.Labels(item.Metadata))).Select(item => Workloads.Of("StatefulSet", item)),
        ];
        var others = Workloads.OfPods(pods.Items.Where(pod => source.Accepts(Workloads.Labels(pod.Metadata))), controllers);
        var inventory = new CiWorkloadInventory([.. controllers.Concat(others)
            .OrderBy(workload => workload.Namespace, StringComparer.Ordinal)
            .ThenBy(workload => workload.Name, StringComparer.Ordinal)])
        {
            ControllersUnknown = deployments.Cause ?? statefulSets.Cause,
        };
        return facts => facts with { CiSystem = new CiSystemFacts { Workloads = Fact.Known(inventory) } };
    }

    private static async Task<(List<T> Items, UnknownCause? Cause)> ListAsync<T>(
        ApiClient api, string path, Permission permission, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var items = new List<T>();
        var error = await api.ListAsync(path, Read, items.Clear, cancellationToken).ConfigureAwait(false);
        return (items, error?.ToCause(permission));

        void Read(ReadOnlySpan<byte> item)
        {
            if (JsonSerializer.Deserialize(item, type) is { } value) items.Add(value);
        }
    }
}
