using System.Collections.Immutable;
using System.Globalization;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>What a pod says about its part in an Istio mesh.</summary>
/// <remarks>
/// Looking at <c>containers</c> alone would miss native sidecars, which are init containers that restart always. Names of labels and
/// annotations are those of istio/api, <c>label</c> and <c>annotation</c>.
/// </remarks>
public static class MeshMembership
{
    private const string Proxy = "istio-proxy";
    private const string DataPlaneMode = "istio.io/dataplane-mode";
    private const string TlsMode = "security.istio.io/tlsMode";
    private const string IstioTls = "istio";

    /// <summary>Whether the pod has a sidecar.</summary>
    /// <param name="pod">The pod.</param>
    public static bool HasSidecar(PodView pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.Containers.Any(container => container.Name == Proxy)
            || pod.InitContainers.Any(container => container is { Name: Proxy, RestartPolicy: "Always" });
    }

    /// <summary>
    /// Whether callers may use the mesh's mutual TLS to the pod: only its label says so (<c>GetTLSModeFromEndpointLabels</c>), and a
    /// proxy that was put there by other means than the injector may lack it.
    /// </summary>
    /// <param name="pod">The pod as the cluster has it, or would have it.</param>
    public static bool AcceptsMutualTls(PodView pod) => HasSidecar(pod) && pod.Labels.GetValueOrDefault(TlsMode) == IstioTls;

    /// <summary>Whether the labels of a pod let callers use mutual TLS once it is injected: the injector adds the label where there is none.</summary>
    /// <param name="labels">The labels that the pod is sent with.</param>
    public static bool WillAcceptMutualTls(ImmutableSortedDictionary<string, string> labels) => labels.GetValueOrDefault(TlsMode, IstioTls) == IstioTls;

    /// <summary>What carries the traffic of a pod that runs.</summary>
    /// <param name="pod">The pod.</param>
    public static DataPlane OfRunning(PodView pod)
        => HasSidecar(pod) ? DataPlane.Sidecar
            : pod.Annotations.GetValueOrDefault("ambient.istio.io/redirection") == "enabled" ? DataPlane.Ambient
            : DataPlane.None;

    /// <summary>
    /// Whether labels enrol a pod without a sidecar in an ambient mesh. In a namespace that is enrolled, only the value <c>none</c> opts
    /// a pod out: any other one is as good as no label.
    /// </summary>
    /// <param name="podLabels">The pod's labels.</param>
    /// <param name="namespaceLabels">The namespace's labels.</param>
    public static bool IsAmbient(ImmutableSortedDictionary<string, string> podLabels, ImmutableSortedDictionary<string, string> namespaceLabels)
    {
        ArgumentNullException.ThrowIfNull(podLabels);
        ArgumentNullException.ThrowIfNull(namespaceLabels);
        var own = podLabels.GetValueOrDefault(DataPlaneMode);
        return own == "ambient" || (own != "none" && namespaceLabels.GetValueOrDefault(DataPlaneMode) == "ambient");
    }

    /// <summary>The revision of the control plane whose injector made the sidecar; null when the pod does not say.</summary>
    /// <param name="pod">The pod.</param>
    public static string? RevisionOf(PodView pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.Annotations.GetValueOrDefault("istio.io/rev");
    }

    /// <summary>
    /// Whether a port of the pod bypasses its sidecar on the way in. Where ports are listed that do not, nothing else counts
    /// (<c>tools/istio-iptables/pkg/capture/run.go</c>, <c>handleInboundPortsInclude</c>).
    /// </summary>
    /// <param name="annotations">The pod's annotations.</param>
    /// <param name="port">The container port.</param>
    public static bool ExcludesInbound(ImmutableSortedDictionary<string, string> annotations, int port)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        var included = annotations.GetValueOrDefault("traffic.sidecar.istio.io/includeInboundPorts", "*").Trim();
        return included == "*"
            ? ListsPort(annotations.GetValueOrDefault("traffic.sidecar.istio.io/excludeInboundPorts", ""), port)
            : !ListsPort(included, port);
    }

    /// <summary>Whether calls of the pod to some addresses bypass its sidecar.</summary>
    /// <param name="annotations">The pod's annotations.</param>
    public static bool ExcludesOutboundAddresses(ImmutableSortedDictionary<string, string> annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        return annotations.GetValueOrDefault("traffic.sidecar.istio.io/excludeOutboundIPRanges", "").Trim().Length > 0
            || annotations.GetValueOrDefault("traffic.sidecar.istio.io/includeOutboundIPRanges", "*").Trim() != "*";
    }

    /// <summary>Whether a list of ports, as annotations have them, contains a port.</summary>
    /// <param name="list">Ports, separated by commas.</param>
    /// <param name="port">The port.</param>
    public static bool ListsPort(string list, int port)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list.Split(',', StringSplitOptions.TrimEntries).Contains(port.ToString(CultureInfo.InvariantCulture));
    }
}
