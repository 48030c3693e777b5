using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Mesh;

/// <summary>Reads the Services of a build namespace, and for headless ones on the dialled port, which pods are behind them.</summary>
/// <param name="api">The API server.</param>
/// <param name="port">The port that the CI system dials.</param>
internal sealed class ServiceReader(ApiClient api, int port)
{
    private const int NamesKept = 5;

    private static readonly Permission Services = new("", "services", "list") { InBuildNamespaces = true };
    private static readonly Permission Pods = new("", "pods", "list");

    /// <summary>Reads the Services.</summary>
    /// <param name="namespace">The build namespace.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public async Task<NamespaceServices> ReadAsync(string @namespace, CancellationToken cancellationToken)
    {
        var services = await api.ListFactAsync(
            $"/api/v1/namespaces/{@namespace}/services", MeshContext.Default.ServiceDto, MeshProjection.Service, Services, cancellationToken).ConfigureAwait(false);
        if (!services.IsKnown(out var known)) return new(@namespace, services.Select(_ => new ServiceSet([])));
        var items = await Task.WhenAll(known.Select(async service => Covers(service)
            ? service with { Pods = await ReadPodsAsync(service, cancellationToken).ConfigureAwait(false) }
            : service)).ConfigureAwait(false);
        return new(@namespace, Fact.Known(new ServiceSet([.. items])));
    }

    private bool Covers(ServiceFact service)
        => service is { IsHeadless: true, Selector.IsEmpty: false } && service.Ports.Any(entry => entry.Port == port);

    private async Task<Fact<SelectedPods>> ReadPodsAsync(ServiceFact service, CancellationToken cancellationToken)
    {
        var selector = Uri.EscapeDataString(string.Join(',', service.Selector.Select(pair => $"{pair.Key}={pair.Value}")));
        var pods = await api.ListFactAsync(
            $"/api/v1/namespaces/{service.Namespace}/pods?labelSelector={selector}",
            MeshContext.Default.MeshPodDto,
            dto => MeshProjection.IsFinished(dto) ? null : new Selected(MeshProjection.NameOf(dto.Metadata), MeshProjection.AcceptsMutualTls(dto)),
            Pods,
            cancellationToken).ConfigureAwait(false);
        return pods.Select(items => new SelectedPods(items.Count, [.. items.Where(pod => !pod.InMesh).Select(pod => pod.Name).Take(NamesKept)]));
    }

    private sealed record Selected(string Name, bool InMesh);
}
