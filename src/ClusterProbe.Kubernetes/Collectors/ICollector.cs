using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors;

/// <summary>Does the I/O for one kind of fact.</summary>
/// <remarks>
/// A collector never throws for what a cluster can do to it: every failure becomes an unknown fact with its cause. The permissions
/// that it declares are the ones that it uses: the shipped roles and <c>--list-checks</c> come from them.
/// </remarks>
public interface ICollector
{
    /// <summary>The kind of fact that it collects.</summary>
    FactKind Provides { get; }

    /// <summary>The kinds that must have been collected before, because what it asks depends on them.</summary>
    ImmutableArray<FactKind> After { get; }

    /// <summary>The permissions that it uses.</summary>
    ImmutableArray<Permission> Permissions { get; }

    /// <summary>Collects, and returns what it adds to the facts.</summary>
    /// <param name="context">The API server, the profile, and the facts so far.</param>
    /// <param name="cancellationToken">Ends the collection.</param>
    Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken);
}
