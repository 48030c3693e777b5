using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.Kubernetes.Collectors.Mesh;

/// <summary>Reads what Istio is made of, and for CI systems that dial build pods, who dials whom.</summary>
internal sealed class MeshCollector : ICollector
{
    private static readonly Permission Policies = new("security.istio.io", "peerauthentications", "list");
    private static readonly Permission Rules = new("networking.istio.io", "destinationrules", "list");
    private static readonly Permission Sidecars = new("networking.istio.io", "sidecars", "list");
    private static readonly Permission ServiceEntries = new("networking.istio.io", "serviceentries", "list");
    private static readonly Permission Injectors = new("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "list");
    private static readonly Permission Pods = new("", "pods", "list");
    private static readonly Permission Services = new("", "services", "list") { InBuildNamespaces = true };

    public FactKind Provides => FactKind.Mesh;

    public ImmutableArray<FactKind> After => [FactKind.Server];

    public ImmutableArray<Permission> Permissions =>
        [Policies, Rules, Sidecars, ServiceEntries, Injectors, Pods, Services, ControlPlaneReader.Deployments, ControlPlaneReader.Configuration];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var api = context.Api;
        var policies = ListPoliciesAsync();
        var rules = ListRulesAsync();
        var sidecars = ListAsync(Sidecars, MeshContext.Default.SidecarDto, MeshProjection.Sidecar);
        var serviceEntries = ListAsync(ServiceEntries, MeshContext.Default.ServiceEntryDto, MeshProjection.ServiceEntry);
        var injectors = api.ListFactAsync(
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
            MeshContext.Default.InjectorConfigurationDto,
            MeshProjection.Injectors,
            Injectors,
            cancellationToken);
        var controlPlanes = new ControlPlaneReader(api).ReadAsync(cancellationToken);
        var port = HarnessPod.DialledPort(context.Profile.CiSystem);
        var callers = port is null ? null : ListCallersAsync();
        var services = port is null
            ? []
            : await Task.WhenAll(context.Profile.BuildNamespaces.Select(@namespace => new ServiceReader(api, port.Value).ReadAsync(@namespace, cancellationToken))).ConfigureAwait(false);
        var mesh = new MeshFacts
        {
            PeerAuthentications = await policies.ConfigureAwait(false),
            DestinationRules = await rules.ConfigureAwait(false),
            Sidecars = (await sidecars.ConfigureAwait(false)).Select(items => new SidecarConfigSet([.. items])),
            ServiceEntries = (await serviceEntries.ConfigureAwait(false)).Select(items => new ServiceEntrySet([.. items])),
            Injectors = (await injectors.ConfigureAwait(false)).Select(items => new InjectorSet([.. items.SelectMany(set => set.Items)])),
            ControlPlanes = await controlPlanes.ConfigureAwait(false),
            Callers = callers is null ? new() : await callers.ConfigureAwait(false),
            Services = [.. services],
        };
        return facts => facts with { Mesh = mesh };

        async Task<Fact<PeerAuthenticationSet>> ListPoliciesAsync()
        {
            var (version, items) = await FirstServedAsync(
                Policies, ["v1", "v1beta1"], path => api.ListFactAsync(path, MeshContext.Default.PeerAuthenticationDto, MeshProjection.Policy, Policies, cancellationToken)).ConfigureAwait(false);
            return items.Select(known => new PeerAuthenticationSet($"{Policies.Group}/{version}", [.. known]));
        }

        async Task<Fact<DestinationRuleSet>> ListRulesAsync()
            => (await ListAsync(Rules, MeshContext.Default.DestinationRuleDto, MeshProjection.Rule).ConfigureAwait(false)).Select(items => new DestinationRuleSet([.. items]));

        async Task<Fact<IReadOnlyList<TItem>>> ListAsync<TDto, TItem>(Permission permission, JsonTypeInfo<TDto> type, Func<TDto, TItem> project)
            where TDto : class
            where TItem : class
        {
            var (_, items) = await FirstServedAsync(
                permission, ["v1", "v1beta1", "v1alpha3"], path => api.ListFactAsync(path, type, project, permission, cancellationToken)).ConfigureAwait(false);
            return items;
        }

        async Task<Fact<CallerSet>> ListCallersAsync()
            => (await api.ListFactAsync(
                "/api/v1/pods?labelSelector=harness.io%2Fname",
                MeshContext.Default.MeshPodDto,
                dto => MeshProjection.IsFinished(dto) ? null : MeshProjection.Caller(dto),
                Pods,
                cancellationToken).ConfigureAwait(false)).Select(items => new CallerSet([.. items]));

        async Task<(string Version, Fact<IReadOnlyList<TItem>> Items)> FirstServedAsync<TItem>(
            Permission permission, ImmutableArray<string> versions, Func<string, Task<Fact<IReadOnlyList<TItem>>>> list)
        {
            foreach (var version in versions.Where(version => MayServe(context.Facts.Server, permission, version)))
            {
                var items = await list($"/apis/{permission.Group}/{version}/{permission.Resource}").ConfigureAwait(false);
                if (!items.IsAbsent) return (version, items);
            }

            return ("", context.Facts.Server.IsKnown(out var server) && server.WhyUnreadable(permission.Group, permission.Resource, versions) is { } unreadable
                ? Fact.Unknown<IReadOnlyList<TItem>>(unreadable)
                : Fact.Absent<IReadOnlyList<TItem>>());
        }
    }

    private static bool MayServe(Fact<ServerFacts> server, Permission permission, string version)
        => !server.IsKnown(out var known) || known.Serves(permission.Group, version, permission.Resource) || known.IsUnavailable(permission.Group);
}
