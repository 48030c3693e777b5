using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Core.Mesh;

/// <summary>A mutual TLS mode of a <c>PeerAuthentication</c>.</summary>
public enum MtlsMode
{
    /// <summary>Not set, or <c>UNSET</c>: the wider scope decides.</summary>
    Unset,

    /// <summary><c>DISABLE</c>: plaintext only.</summary>
    Disable,

    /// <summary><c>PERMISSIVE</c>: both.</summary>
    Permissive,

    /// <summary><c>STRICT</c>: mutual TLS only.</summary>
    Strict,

    /// <summary>A value that this version does not know.</summary>
    Unreadable,
}

/// <summary>The mode that a policy sets for one port of the pod.</summary>
/// <param name="Port">The container port, 1 to 65535.</param>
/// <param name="Mode">The mode.</param>
public sealed record PortMtls(int Port, MtlsMode Mode);

/// <summary>An Istio <c>PeerAuthentication</c>.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was created; the API server keeps whole seconds, so equal ages are common.</param>
public sealed record PeerAuthentication(string Namespace, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The label <c>istio.io/rev</c>; null when there is none, and then it counts for every control plane.</summary>
    public string? Revision { get; init; }

    /// <summary>The selector's labels; null when there is no selector object, which ambient tells from an empty one.</summary>
    public ImmutableSortedDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>The mode for all ports.</summary>
    public MtlsMode Mode { get; init; }

    /// <summary>The modes for single ports.</summary>
    public ImmutableArray<PortMtls> Ports { get; init; } = [];

    /// <summary>Whether it is for single workloads. An empty selector is for the whole namespace or mesh.</summary>
    [JsonIgnore]
    public bool SelectsWorkloads => MatchLabels is { Count: > 0 };

    /// <summary>The mode set for a port, <see cref="MtlsMode.Unset"/> when nothing is.</summary>
    /// <param name="port">The container port.</param>
    public MtlsMode ModeOf(int port) => Ports.FirstOrDefault(entry => entry.Port == port)?.Mode ?? MtlsMode.Unset;

    /// <summary>As people name it: <c>istio-system/default</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
