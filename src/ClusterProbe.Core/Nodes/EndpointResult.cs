using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Nodes;

/// <summary>What came of connecting to an endpoint from a node.</summary>
/// <param name="Profile">The profile that names it.</param>
/// <param name="Endpoint">The endpoint.</param>
public sealed record EndpointResult(string Profile, BuildEndpoint Endpoint)
{
    /// <summary>Why it is not reachable; null when it is.</summary>
    public EndpointFailure? Failure { get; init; }

    /// <summary>How long resolving the name took; null when it did not succeed, and for an address.</summary>
    public TimeSpan? NameLatency { get; init; }

    /// <summary>How long connecting took; null when it did not succeed.</summary>
    public TimeSpan? ConnectLatency { get; init; }

    /// <summary>How long the TLS handshake took; null when it did not succeed, and without TLS.</summary>
    public TimeSpan? HandshakeLatency { get; init; }

    /// <summary>When the certificate that it presented ends, valid or not; null when it presented none.</summary>
    public DateTimeOffset? CertificateExpires { get; init; }
}

/// <summary>The result of resolving a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Failure">Why it did not resolve; null when it did.</param>
/// <param name="Latency">How long it took, to either end.</param>
public sealed record NameLookup(string Name, EndpointFailure? Failure, TimeSpan Latency);

/// <summary>The bounded reasons for not reaching an endpoint, each of which belongs to one step.</summary>
public enum EndpointFailure
{
    /// <summary>DNS: there is no such name.</summary>
    NameNotFound,

    /// <summary>DNS: the server failed or refused.</summary>
    NameServerFailed,

    /// <summary>DNS: no answer in time.</summary>
    NameTimedOut,

    /// <summary>TCP: the connection was refused.</summary>
    ConnectionRefused,

    /// <summary>TCP: there is no way to the host or its network, or a policy rejects it.</summary>
    NoRoute,

    /// <summary>TCP: no answer in time.</summary>
    ConnectionTimedOut,

    /// <summary>TCP: it failed in another way.</summary>
    ConnectionFailed,

    /// <summary>TLS: the handshake failed, or something other than TLS answered.</summary>
    HandshakeFailed,

    /// <summary>TLS: the handshake did not end in time, as with an MTU that is too large.</summary>
    HandshakeTimedOut,

    /// <summary>TLS: the certificate has expired, or is not valid yet.</summary>
    CertificateExpired,

    /// <summary>TLS: the certificate is for another name.</summary>
    CertificateNameMismatch,

    /// <summary>TLS: the certificate is of an authority that is not trusted here, as with a proxy that intercepts.</summary>
    CertificateUntrusted,
}
