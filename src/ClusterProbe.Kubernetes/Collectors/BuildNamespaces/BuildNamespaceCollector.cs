using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.BuildNamespaces;

/// <summary>Reads each build namespace of the profile with its quotas, limit ranges and the build pods' ServiceAccount.</summary>
internal sealed class BuildNamespaceCollector : ICollector
{
    private static readonly Permission GetNamespace = new("", "namespaces", "get") { InBuildNamespaces = true };
    private static readonly Permission ListQuotas = new("", "resourcequotas", "list") { InBuildNamespaces = true };
    private static readonly Permission ListLimitRanges = new("", "limitranges", "list") { InBuildNamespaces = true };
    private static readonly Permission GetServiceAccount = new("", "serviceaccounts", "get") { InBuildNamespaces = true };

    public FactKind Provides => FactKind.BuildNamespaces;

    public ImmutableArray<FactKind> After => [];

    public ImmutableArray<Permission> Permissions => [GetNamespace, ListQuotas, ListLimitRanges, GetServiceAccount];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var collected = await Task.WhenAll(context.Profile.BuildNamespaces.Select(name =>
            CollectAsync(context.Api, name, context.Profile.BuildServiceAccount, cancellationToken))).ConfigureAwait(false);
        return facts => facts with { BuildNamespaces = [.. collected] };
    }

    private static async Task<BuildNamespaceFacts> CollectAsync(ApiClient api, string name, string serviceAccount, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{Uri.EscapeDataString(name)}";
        var @namespace = api.GetAsync(path, BuildNamespaceContext.Default.NamespaceDto, cancellationToken);
        var account = api.GetAsync(
            $"{path}/serviceaccounts/{Uri.EscapeDataString(serviceAccount)}", BuildNamespaceContext.Default.ServiceAccountDto, cancellationToken);
        var quotas = api.ListFactAsync(
            $"{path}/resourcequotas", BuildNamespaceContext.Default.ResourceQuotaDto, BuildNamespaceProjection.ToFact, ListQuotas, cancellationToken);
        var limitRanges = api.ListFactAsync(
            $"{path}/limitranges", BuildNamespaceContext.Default.LimitRangeDto, BuildNamespaceProjection.ToFact, ListLimitRanges, cancellationToken);
        var found = (await @namespace.ConfigureAwait(false)).ToFact(GetNamespace).Select(BuildNamespaceProjection.ToFact);
        var facts = new BuildNamespaceFacts(name)
        {
            Namespace = found,
            ServiceAccount = (await account.ConfigureAwait(false)).ToFact(GetServiceAccount).Select(BuildNamespaceProjection.ToFact),
            Quotas = (await quotas.ConfigureAwait(false)).Select(items => new ResourceQuotas([.. items.OrderBy(quota => quota.Name, StringComparer.Ordinal)])),
            LimitRanges = (await limitRanges.ConfigureAwait(false)).Select(items => new LimitRanges([.. items.OrderBy(range => range.Name, StringComparer.Ordinal)])),
        };

        // A list in a namespace that does not exist is answered as an empty one.
        return found.IsAbsent
            ? facts with { ServiceAccount = Fact.Absent<ServiceAccountFact>(), Quotas = Fact.Absent<ResourceQuotas>(), LimitRanges = Fact.Absent<LimitRanges>() }
            : facts;
    }
}
