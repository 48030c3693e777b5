using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using YamlDotNet.Core;

namespace ClusterProbe.Kubernetes.Collectors.Mesh;

/// <summary>Finds Istio's control planes, and reads the mesh configuration of each, by name.</summary>
/// <param name="api">The API server.</param>
internal sealed class ControlPlaneReader(ApiClient api)
{
    private const string DefaultNamespace = "istio-system";
    private const string Selector = "labelSelector=app%3Distiod";

    private static readonly Permission Pods = new("", "pods", "list");

    /// <summary>The permission to list Deployments.</summary>
    public static Permission Deployments { get; } = new("apps", "deployments", "list");

    /// <summary>The permission to read the mesh configuration; that of a revision is called <c>istio-REVISION</c>.</summary>
    public static Permission Configuration { get; } = new("", "configmaps", "get") { Name = "istio" };

    /// <summary>Reads the control planes.</summary>
    /// <param name="cancellationToken">The only clock.</param>
    public async Task<Fact<ControlPlaneSet>> ReadAsync(CancellationToken cancellationToken)
    {
        var deployments = api.ListFactAsync($"/apis/apps/v1/deployments?{Selector}", MeshContext.Default.DeploymentDto, MeshProjection.ControlPlane, Deployments, cancellationToken);
        var pods = await api.ListFactAsync($"/api/v1/pods?{Selector}", MeshContext.Default.MeshPodDto, MeshProjection.ControlPlane, Pods, cancellationToken).ConfigureAwait(false);
        ImmutableArray<Fact<IReadOnlyList<ControlPlane>>> sources = [await deployments.ConfigureAwait(false), pods];
        var found = sources
            .SelectMany(source => source.IsKnown(out var items) ? items : [])
            .GroupBy(plane => (plane.Namespace, plane.Revision))
            .Select(group => new ControlPlane(
                group.Key.Namespace,
                group.Key.Revision,
                group.Any(plane => plane.Ready),
                group.Select(plane => plane.Version).FirstOrDefault(version => version.Length > 0, "")))
            .ToList();
        if (found.Count == 0 && sources.FirstOrDefault(source => source.IsUnknown(out _)) is { Cause: { } cause }) return Fact.Unknown<ControlPlaneSet>(cause);
        var configured = await Task.WhenAll(found.Select(async plane => plane with
        {
            Config = await ReadConfigAsync(plane.Namespace, plane.Revision, cancellationToken).ConfigureAwait(false),
        })).ConfigureAwait(false);
        var fallback = found.Count == 0 ? await ReadConfigAsync(DefaultNamespace, "default", cancellationToken).ConfigureAwait(false) : new();
        return Fact.Known(new ControlPlaneSet([.. configured], fallback));
    }

    private async Task<Fact<MeshConfig>> ReadConfigAsync(string @namespace, string revision, CancellationToken cancellationToken)
    {
        var name = revision == "default" ? "istio" : $"istio-{revision}";
        var result = await api.GetAsync($"/api/v1/namespaces/{@namespace}/configmaps/{name}", MeshContext.Default.ConfigMapDto, cancellationToken).ConfigureAwait(false);
        var config = result.ToFact(Configuration with { Name = name });
        if (!config.IsKnown(out var known)) return config.Select(_ => new MeshConfig(@namespace));
        try
        {
            return Fact.Known(MeshConfigReader.Read(known.Data?.GetValueOrDefault("mesh") ?? "", @namespace));
        }
        catch (YamlException exception)
        {
            return Fact.Unknown<MeshConfig>(new UnknownCause(UnknownReason.Unreadable, $"key mesh of ConfigMap {@namespace}/{name} is not YAML: {exception.Message}"));
        }
    }
}
