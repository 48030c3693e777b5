using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.Agent.Nodes;

/// <summary>How endpoints are tried.</summary>
public sealed record EndpointProberOptions
{
    /// <summary>How long resolving a name may take; resolvers ask again after 5 s, which is to be seen.</summary>
    public TimeSpan NameTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long connecting may take, over all addresses.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the TLS handshake may take.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many endpoints are tried at the same time. At least 1.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Resolves a name; throws <see cref="System.Net.Sockets.SocketException"/> as the system's resolver does.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>What certificates are trusted; null for what the system trusts.</summary>
    public X509ChainPolicy? ChainPolicy { get; init; }
}
