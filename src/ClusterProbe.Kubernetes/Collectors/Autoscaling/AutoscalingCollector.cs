using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors.Autoscaling;

/// <summary>Reads what Cluster Autoscaler publishes, and Karpenter's NodePools and NodeClaims where they are served.</summary>
internal sealed class AutoscalingCollector : ICollector
{
    private const string Group = "karpenter.sh";

    private static readonly string[] Versions = ["v1", "v1beta1"];

    private static readonly Permission GetStatus = new("", "configmaps", "get") { Name = "cluster-autoscaler-status" };
    private static readonly Permission ListNodePools = new(Group, "nodepools", "list");
    private static readonly Permission ListNodeClaims = new(Group, "nodeclaims", "list");

    public FactKind Provides => FactKind.Autoscaling;

    public ImmutableArray<FactKind> After => [FactKind.Server];

    public ImmutableArray<Permission> Permissions => [GetStatus, ListNodePools, ListNodeClaims];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var server = context.Facts.Server;
        var status = context.Api.GetAsync(
            "/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status", AutoscalingContext.Default.ConfigMapDto, cancellationToken);
        var pools = ListAsync(server, ListNodePools, path => context.Api.ListFactAsync(
            path, AutoscalingContext.Default.NodePoolDto, AutoscalingProjection.ToFact, ListNodePools, cancellationToken));
        var claims = ListAsync(server, ListNodeClaims, path => context.Api.ListFactAsync(
            path, AutoscalingContext.Default.NodeClaimDto, AutoscalingProjection.ToFact, ListNodeClaims, cancellationToken));
        var autoscaling = new AutoscalingFacts
        {
            ClusterAutoscaler = Read((await status.ConfigureAwait(false)).ToFact(GetStatus)),
            NodePools = (await pools.ConfigureAwait(false)).Select(items => new NodePools([.. items.OrderBy(pool => pool.Name, StringComparer.Ordinal)])),
            NodeClaims = (await claims.ConfigureAwait(false)).Select(items => new NodeClaims([.. items.OrderBy(claim => claim.Name, StringComparer.Ordinal)])),
        };
        return facts => facts with { Autoscaling = autoscaling };
    }

    private static Fact<ClusterAutoscalerStatus> Read(Fact<ConfigMapDto> configMap)
        => !configMap.IsKnown(out var known) ? configMap.Select(_ => new ClusterAutoscalerStatus("", null, []))
            : AutoscalingProjection.ToStatus(known) is { } status ? Fact.Known(status)
            : Fact.Unknown<ClusterAutoscalerStatus>(new UnknownCause(
                UnknownReason.Unreadable, "ConfigMap kube-system/cluster-autoscaler-status holds no status in a known format"));

    private static async Task<Fact<IReadOnlyList<T>>> ListAsync<T>(
        Fact<ServerFacts> server, Permission permission, Func<string, Task<Fact<IReadOnlyList<T>>>> list)
        where T : class
    {
        if (!server.IsKnown(out var known)) return Fact.Unknown<IReadOnlyList<T>>(server.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected);
        if (Versions.FirstOrDefault(version => known.Serves(Group, version, permission.Resource)) is { } served)
        {
            return await list($"/apis/{Group}/{served}/{permission.Resource}").ConfigureAwait(false);
        }

        return known.WhyUnreadable(Group, permission.Resource, Versions) is { } unreadable ? Fact.Unknown<IReadOnlyList<T>>(unreadable) : Fact.Absent<IReadOnlyList<T>>();
    }
}
