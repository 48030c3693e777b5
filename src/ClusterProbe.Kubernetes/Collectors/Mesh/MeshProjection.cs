using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.Kubernetes.Collectors.Mesh;

/// <summary>Projects objects of a mesh onto what is decided with.</summary>
internal static class MeshProjection
{
    private const string RevisionLabel = "istio.io/rev";

    public static PeerAuthentication Policy(PeerAuthenticationDto dto) => new(NamespaceOf(dto.Metadata), NameOf(dto.Metadata), CreatedAt(dto.Metadata))
    {
        Revision = dto.Metadata?.Labels?.GetValueOrDefault(RevisionLabel),
        MatchLabels = dto.Spec?.Selector is { } selector ? Map(selector.MatchLabels) : null,
        Mode = Mode(dto.Spec?.Mtls),
        Ports =
        [
            .. from entry in dto.Spec?.PortLevelMtls ?? []
               let port = int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
               where port is > 0 and <= ushort.MaxValue
               orderby port
               select new PortMtls(port, Mode(entry.Value)),
        ],
    };

    public static DestinationRule Rule(DestinationRuleDto dto) => new(NamespaceOf(dto.Metadata), NameOf(dto.Metadata), CreatedAt(dto.Metadata), dto.Spec?.Host ?? "")
    {
        Revision = dto.Metadata?.Labels?.GetValueOrDefault(RevisionLabel),
        ExportTo = [.. Present(dto.Spec?.ExportTo)],
        ClientLabels = dto.Spec?.WorkloadSelector is { } selector ? Map(selector.MatchLabels) : null,
        HasTrafficPolicy = dto.Spec?.TrafficPolicy is not null,
        Mode = ClientMode(dto.Spec?.TrafficPolicy?.Tls),
        Ports = [.. Present(dto.Spec?.TrafficPolicy?.PortLevelSettings).Select(setting => new PortTls(setting.Port?.Number ?? 0, ClientMode(setting.Tls)))],
    };

    public static SidecarConfig Sidecar(SidecarDto dto) => new(NamespaceOf(dto.Metadata), NameOf(dto.Metadata), CreatedAt(dto.Metadata))
    {
        Revision = dto.Metadata?.Labels?.GetValueOrDefault(RevisionLabel),
        PodLabels = dto.Spec?.WorkloadSelector is { } selector ? Map(selector.Labels) : null,
        Egress = [.. Present(dto.Spec?.Egress).Select(listener => new EgressListener([.. Present(listener.Hosts)])
        {
            Port = listener.Port?.Number ?? 0,
            IsBound = listener.Bind is { Length: > 0 } || listener.CaptureMode == "NONE",
        })],

        // A section without a mode is REGISTRY_ONLY, the first value of the enumeration.
        RegistryOnly = dto.Spec?.OutboundTrafficPolicy is { } policy ? policy.Mode is null or "REGISTRY_ONLY" : null,
    };

    public static ServiceEntry ServiceEntry(ServiceEntryDto dto)
        => new(NamespaceOf(dto.Metadata), NameOf(dto.Metadata), [.. Present(dto.Spec?.Ports).Select(port => port.Number ?? 0)]);

    public static InjectorSet Injectors(InjectorConfigurationDto dto) => new(
    [
        .. Present(dto.Webhooks)
            .Where(webhook => webhook.Name?.EndsWith("sidecar-injector.istio.io", StringComparison.Ordinal) == true)
            .Select(webhook => new InjectorWebhook(NameOf(dto.Metadata), webhook.Name!, RevisionOf(dto.Metadata))
            {
                ServiceNamespace = webhook.ClientConfig?.Service?.Namespace ?? "",
                NamespaceSelector = Selector(webhook.NamespaceSelector),
                ObjectSelector = Selector(webhook.ObjectSelector),
            }),
    ]);

    public static ServiceFact Service(ServiceDto dto) => new(NamespaceOf(dto.Metadata), NameOf(dto.Metadata))
    {
        Type = dto.Spec?.Type ?? "",
        ClusterIP = dto.Spec?.ClusterIP ?? "",
        Selector = Map(dto.Spec?.Selector),
        Ports = [.. Present(dto.Spec?.Ports).Select(port => new ServicePortFact(
            port.Name ?? "", port.Port ?? 0, port.TargetPort is { ValueKind: JsonValueKind.Number or JsonValueKind.String } target ? target.ToString() : "", port.Protocol ?? "", port.AppProtocol ?? ""))],
        PublishNotReadyAddresses = dto.Spec?.PublishNotReadyAddresses == true,
        ExportTo = [.. (dto.Metadata?.Annotations?.GetValueOrDefault("networking.istio.io/exportTo") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    public static ControlPlane ControlPlane(MeshPodDto dto)
        => new(NamespaceOf(dto.Metadata), RevisionOf(dto.Metadata), IsReady(dto), VersionOf(dto.Spec));

    public static ControlPlane ControlPlane(DeploymentDto dto)
        => new(NamespaceOf(dto.Metadata), RevisionOf(dto.Metadata), dto.Status?.ReadyReplicas > 0, VersionOf(dto.Spec?.Template?.Spec));

    public static Caller Caller(MeshPodDto dto)
    {
        var view = View(dto);
        return new Caller(NamespaceOf(dto.Metadata), NameOf(dto.Metadata), MeshMembership.OfRunning(view))
        {
            Revision = MeshMembership.RevisionOf(view),
            Labels = view.Labels,
            BypassesByAddress = MeshMembership.ExcludesOutboundAddresses(view.Annotations),
            ExcludedOutboundPorts = view.Annotations.GetValueOrDefault("traffic.sidecar.istio.io/excludeOutboundPorts", ""),
        };
    }

    public static bool AcceptsMutualTls(MeshPodDto dto) => MeshMembership.AcceptsMutualTls(View(dto));

    public static bool IsFinished(MeshPodDto dto) => dto.Status?.Phase is "Succeeded" or "Failed";

    public static string NameOf(ObjectMetadataDto? metadata) => metadata?.Name ?? "";

    private static bool IsReady(MeshPodDto dto)
        => !IsFinished(dto) && Present(dto.Status?.Conditions).Any(condition => condition is { Type: "Ready", Status: "True" });

    private static PodView View(MeshPodDto dto) => new()
    {
        Labels = Map(dto.Metadata?.Labels),
        Annotations = Map(dto.Metadata?.Annotations),
        Containers = Containers(dto.Spec?.Containers),
        InitContainers = Containers(dto.Spec?.InitContainers),
    };

    private static ImmutableArray<ContainerView> Containers(List<MeshContainerDto?>? containers)
        => [.. Present(containers).Select(container => new ContainerView(container.Name ?? "", container.Image ?? "", container.RestartPolicy ?? "", ResourceList.Empty, ResourceList.Empty))];

    /// <summary>The tag or digest of the image; a colon before the last slash is a registry's port.</summary>
    private static string VersionOf(MeshPodSpecDto? spec)
    {
        var image = Present(spec?.Containers).FirstOrDefault(container => container.Name == "discovery")?.Image ?? "";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Contains(':', StringComparison.Ordinal) ? name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] : "";
    }

    private static MtlsMode Mode(TlsModeDto? dto) => dto?.Mode switch
    {
        null or "UNSET" => MtlsMode.Unset,
        "DISABLE" => MtlsMode.Disable,
        "PERMISSIVE" => MtlsMode.Permissive,
        "STRICT" => MtlsMode.Strict,
        _ => MtlsMode.Unreadable,
    };

    /// <summary>A TLS section without a mode is DISABLE, the first value of the enumeration.</summary>
    private static ClientTlsMode ClientMode(TlsModeDto? dto) => dto switch
    {
        null => ClientTlsMode.Unset,
        { Mode: null or "DISABLE" } => ClientTlsMode.Disable,
        { Mode: "ISTIO_MUTUAL" } => ClientTlsMode.IstioMutual,
        { Mode: "SIMPLE" } => ClientTlsMode.Simple,
        _ => ClientTlsMode.Other,
    };

    private static LabelSelector Selector(LabelSelectorDto? dto) => dto is null ? LabelSelector.Everything : new(
        Map(dto.MatchLabels),
        [.. Present(dto.MatchExpressions).Select(requirement => new LabelRequirement(requirement.Key ?? "", requirement.Operator ?? "", [.. Present(requirement.Values)]))]);

    private static string RevisionOf(ObjectMetadataDto? metadata)
        => metadata?.Labels?.GetValueOrDefault(RevisionLabel) is { Length: > 0 } revision ? revision : "default";

    private static string NamespaceOf(ObjectMetadataDto? metadata) => metadata?.Namespace ?? "";

    /// <summary>An object without a time stamp counts as the oldest, as Go's zero time does.</summary>
    private static DateTimeOffset CreatedAt(ObjectMetadataDto? metadata) => metadata?.CreationTimestamp ?? DateTimeOffset.MinValue;

    private static ImmutableSortedDictionary<string, string> Map(Dictionary<string, string?>? map)
        => (map ?? []).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<T> Present<T>(IEnumerable<T?>? items)
        where T : class
        => (items ?? []).OfType<T>();
}
