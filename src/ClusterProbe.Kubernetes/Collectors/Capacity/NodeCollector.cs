using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Lists the nodes, and keeps what the scheduler looks at.</summary>
internal sealed class NodeCollector : ICollector
{
    private static readonly Permission ListNodes = new("", "nodes", "list");

    public FactKind Provides => FactKind.Nodes;

    public ImmutableArray<FactKind> After => [];

    public ImmutableArray<Permission> Permissions => [ListNodes];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scanner = new NodeScanner(new StringPool());
        var nodes = new List<NodeFact>();
        var error = await context.Api.ListAsync("/api/v1/nodes", Read, nodes.Clear, cancellationToken).ConfigureAwait(false);
        var inventory = error is null
            ? Fact.Known(new NodeInventory([.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal)]))
            : Fact.Unknown<NodeInventory>(error.ToCause(ListNodes));
        return facts => facts with { Nodes = inventory };

        void Read(ReadOnlySpan<byte> item)
        {
            if (scanner.Scan(item) is { } node) nodes.Add(node);
        }
    }
}
