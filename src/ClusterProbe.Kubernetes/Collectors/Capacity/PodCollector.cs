using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Lists the pods of the cluster, once, and keeps what they take on each node.</summary>
/// <remarks>The field selector is the scheduler's own: pods that are done take nothing, and need not travel.</remarks>
internal sealed class PodCollector : ICollector
{
    private const string Path = "/api/v1/pods?fieldSelector=status.phase!%3DSucceeded,status.phase!%3DFailed";

    private static readonly Permission ListPods = new("", "pods", "list");

    public FactKind Provides => FactKind.Pods;

    public ImmutableArray<FactKind> After => [];

    public ImmutableArray<Permission> Permissions => [ListPods];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fold = new PodFold();
        var error = await context.Api.ListAsync(Path, fold.Add, fold.Reset, cancellationToken).ConfigureAwait(false);
        var pods = error is null ? Fact.Known(fold.ToInventory()) : Fact.Unknown<PodInventory>(error.ToCause(ListPods));
        return facts => facts with { Pods = pods };
    }
}
