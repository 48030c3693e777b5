using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Core.Mesh;

/// <summary>The TLS mode that a <c>DestinationRule</c> makes clients use.</summary>
public enum ClientTlsMode
{
    /// <summary>None is set: Istio decides for each endpoint.</summary>
    Unset,

    /// <summary><c>DISABLE</c>: plaintext.</summary>
    Disable,

    /// <summary><c>ISTIO_MUTUAL</c>: the mesh's own mutual TLS.</summary>
    IstioMutual,

    /// <summary><c>SIMPLE</c>: TLS without a client certificate.</summary>
    Simple,

    /// <summary><c>MUTUAL</c>, or a mode that this version does not know: TLS with certificates that nobody here can judge.</summary>
    Other,
}

/// <summary>An Istio <c>DestinationRule</c>, as far as it sets TLS.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Host">Its host as written: a short name, a full one, or one that begins with <c>*</c>.</param>
public sealed record DestinationRule(string Namespace, string Name, DateTimeOffset CreatedAt, string Host)
{
    /// <summary>The label <c>istio.io/rev</c>; null when there is none.</summary>
    public string? Revision { get; init; }

    /// <summary>The namespaces that see it; empty for all.</summary>
    public ImmutableArray<string> ExportTo { get; init; } = [];

    /// <summary>The labels of the clients that it is for; null when it is for all.</summary>
    public ImmutableSortedDictionary<string, string>? ClientLabels { get; init; }

    /// <summary>Whether it sets anything but subsets: one that does not leaves the traffic policy to a younger rule for the same host.</summary>
    public bool HasTrafficPolicy { get; init; }

    /// <summary>The mode for all ports.</summary>
    public ClientTlsMode Mode { get; init; }

    /// <summary>Settings of single ports, which replace the general ones even where they set no mode.</summary>
    public ImmutableArray<PortTls> Ports { get; init; } = [];

    /// <summary>The host with the namespace and domain that a short name stands for (<c>ResolveShortnameToFQDN</c>).</summary>
    [JsonIgnore]
    public string FullHost => Host.Contains('.', StringComparison.Ordinal) || Host == Visibility.Everywhere ? Host : $"{Host}.{Namespace}.svc.cluster.local";

    /// <summary>The mode for a port.</summary>
    /// <param name="port">The Service's port.</param>
    public ClientTlsMode ModeOf(int port) => Ports.FirstOrDefault(entry => entry.Port == port)?.Mode ?? Mode;

    /// <summary>As people name it: <c>ci/builds</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>The TLS setting of one port of a Service.</summary>
/// <param name="Port">The port.</param>
/// <param name="Mode">The mode.</param>
public sealed record PortTls(int Port, ClientTlsMode Mode);
