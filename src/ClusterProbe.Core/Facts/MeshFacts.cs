using System.Collections.Immutable;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.Core.Facts;

/// <summary>What is known of service meshes.</summary>
public sealed record MeshFacts
{
    /// <summary>The policies of all namespaces. Absent when the API server does not serve them: Istio's definitions are not there.</summary>
    public Fact<PeerAuthenticationSet> PeerAuthentications { get; init; } = new();

    /// <summary>The client settings of all namespaces. Absent when the API server does not serve them.</summary>
    public Fact<DestinationRuleSet> DestinationRules { get; init; } = new();

    /// <summary>What the proxies of clients know, of all namespaces. Absent when the API server does not serve them.</summary>
    public Fact<SidecarConfigSet> Sidecars { get; init; } = new();

    /// <summary>The hosts that were added to the mesh by hand, of all namespaces. Absent when the API server does not serve them.</summary>
    public Fact<ServiceEntrySet> ServiceEntries { get; init; } = new();

    /// <summary>The control planes (istiod) in the cluster; empty when there are none.</summary>
    public Fact<ControlPlaneSet> ControlPlanes { get; init; } = new();

    /// <summary>The webhooks that inject sidecars; empty when there are none.</summary>
    public Fact<InjectorSet> Injectors { get; init; } = new();

    /// <summary>The CI system's pods that dial build pods; collected for CI systems that do.</summary>
    public Fact<CallerSet> Callers { get; init; } = new();

    /// <summary>The Services of each build namespace; collected for CI systems that dial build pods.</summary>
    public ImmutableArray<NamespaceServices> Services { get; init; } = [];

    /// <summary>The Services of one build namespace.</summary>
    /// <param name="namespace">The namespace.</param>
    public Fact<ServiceSet> ServicesOf(string @namespace)
        => Services.FirstOrDefault(entry => entry.Namespace == @namespace)?.Services ?? new();
}

/// <summary>All policies, in no particular order.</summary>
/// <param name="ApiVersion">The version that they were read in and can be written in, such as <c>security.istio.io/v1</c>.</param>
/// <param name="Items">The policies.</param>
public sealed record PeerAuthenticationSet(string ApiVersion, ImmutableArray<PeerAuthentication> Items);

/// <summary>All client settings, in no particular order.</summary>
/// <param name="Items">The settings.</param>
public sealed record DestinationRuleSet(ImmutableArray<DestinationRule> Items);

/// <summary>What proxies know, in no particular order.</summary>
/// <param name="Items">The <c>Sidecar</c> objects.</param>
public sealed record SidecarConfigSet(ImmutableArray<SidecarConfig> Items);

/// <summary>Hosts that were added to the mesh by hand.</summary>
/// <param name="Items">The <c>ServiceEntry</c> objects.</param>
public sealed record ServiceEntrySet(ImmutableArray<ServiceEntry> Items);

/// <summary>An Istio <c>ServiceEntry</c>.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ports">Its ports.</param>
public sealed record ServiceEntry(string Namespace, string Name, ImmutableArray<int> Ports)
{
    /// <summary>As people name it: <c>ci/pods</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>The control planes in the cluster.</summary>
/// <param name="Items">One for each namespace and revision.</param>
/// <param name="Default">The mesh configuration in <c>istio-system</c>, for a control plane that is not in the cluster.</param>
public sealed record ControlPlaneSet(ImmutableArray<ControlPlane> Items, Fact<MeshConfig> Default);

/// <summary>One control plane.</summary>
/// <param name="Namespace">Where istiod runs.</param>
/// <param name="Revision">Its revision; <c>default</c> when it has no label for it.</param>
/// <param name="Ready">Whether an istiod is ready.</param>
/// <param name="Version">The tag of its image; may be a digest or a vendor's, empty when it can't be told.</param>
public sealed record ControlPlane(string Namespace, string Revision, bool Ready, string Version)
{
    /// <summary>Its mesh configuration.</summary>
    public Fact<MeshConfig> Config { get; init; } = new();
}

/// <summary>The part of a mesh configuration that matters here.</summary>
/// <param name="RootNamespace">The namespace whose policies are for the whole mesh.</param>
public sealed record MeshConfig(string RootNamespace)
{
    /// <summary>Whether clients use mutual TLS by themselves where the server takes it (<c>enableAutoMtls</c>).</summary>
    public bool AutoMtls { get; init; } = true;

    /// <summary>Whether proxies refuse calls to what the mesh does not know (<c>outboundTrafficPolicy</c> is <c>REGISTRY_ONLY</c>).</summary>
    public bool RegistryOnly { get; init; }

    /// <summary>To whom Services are exported that do not say it (<c>defaultServiceExportTo</c>); empty for all.</summary>
    public ImmutableArray<string> ServiceExportTo { get; init; } = [];

    /// <summary>To whom DestinationRules are exported that do not say it (<c>defaultDestinationRuleExportTo</c>); empty for all.</summary>
    public ImmutableArray<string> RuleExportTo { get; init; } = [];

    /// <summary>The namespaces that the control plane looks at (<c>discoverySelectors</c>), any of them; empty for all.</summary>
    public ImmutableArray<LabelSelector> DiscoverySelectors { get; init; } = [];

    /// <summary>Whether the control plane looks at a namespace: its Services, pods and policies.</summary>
    /// <param name="labels">The namespace's labels.</param>
    public bool Discovers(ImmutableSortedDictionary<string, string> labels) => DiscoverySelectors.IsEmpty || DiscoverySelectors.Any(selector => selector.Matches(labels));
}

/// <summary>The webhooks that inject sidecars.</summary>
/// <param name="Items">The webhooks.</param>
public sealed record InjectorSet(ImmutableArray<InjectorWebhook> Items);

/// <summary>The pods that dial build pods.</summary>
/// <param name="Items">The pods; finished ones are left out.</param>
public sealed record CallerSet(ImmutableArray<Caller> Items);

/// <summary>The Services of a build namespace.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Services">Its Services.</param>
public sealed record NamespaceServices(string Namespace, Fact<ServiceSet> Services);

/// <summary>Services of one namespace.</summary>
/// <param name="Items">The Services.</param>
public sealed record ServiceSet(ImmutableArray<ServiceFact> Items);
