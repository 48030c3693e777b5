using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>An Istio <c>Sidecar</c>: what the proxies of some clients know of the mesh.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record SidecarConfig(string Namespace, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The label <c>istio.io/rev</c>; null when there is none.</summary>
    public string? Revision { get; init; }

    /// <summary>The labels of the pods that it is for; null when it is for all of its namespace, or in the root namespace, of the mesh.</summary>
    public ImmutableSortedDictionary<string, string>? PodLabels { get; init; }

    /// <summary>What the proxies know; empty for everything that is exported to them.</summary>
    public ImmutableArray<EgressListener> Egress { get; init; } = [];

    /// <summary>Whether calls to what the proxies do not know are refused; null where the mesh's configuration says it.</summary>
    public bool? RegistryOnly { get; init; }

    /// <summary>As people name it: <c>ci/default</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>A part of what proxies know: Services, by namespace and host.</summary>
/// <param name="Hosts">Entries such as <c>*/*</c>, <c>./*</c>, <c>ci/builds.ci.svc.cluster.local</c>, <c>~/*</c>.</param>
public sealed record EgressListener(ImmutableArray<string> Hosts)
{
    /// <summary>The only port that it is for; 0 for all.</summary>
    public int Port { get; init; }

    /// <summary>Whether it is bound to an address, or to no captured traffic: what that means for a call to a pod's address can't be told.</summary>
    public bool IsBound { get; init; }
}
