namespace ClusterProbe.Core.Nodes;

/// <summary>Says for people why an endpoint is not reached.</summary>
internal static class EndpointFailures
{
    public static string TextOf(EndpointFailure failure) => failure switch
    {
        EndpointFailure.NameNotFound => "its name does not exist",
        EndpointFailure.NameServerFailed => "the DNS server fails",
        EndpointFailure.NameTimedOut => "DNS does not answer in time",
        EndpointFailure.ConnectionRefused => "it refuses the connection",
        EndpointFailure.NoRoute => "there is no way to it",
        EndpointFailure.ConnectionTimedOut => "it does not answer in time",
        EndpointFailure.ConnectionFailed => "the connection fails",
        EndpointFailure.HandshakeFailed => "the TLS handshake fails",
        EndpointFailure.HandshakeTimedOut => "the TLS handshake does not end in time",
        EndpointFailure.CertificateExpired => "its certificate has expired or is not valid yet",
        EndpointFailure.CertificateNameMismatch => "its certificate is for another name",
        EndpointFailure.CertificateUntrusted => "its certificate is of an authority that is not trusted",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };

    public static string AdviceOn(EndpointFailure failure) => failure switch
    {
        EndpointFailure.NameNotFound => "Correct the name in the profile, or make the cluster's DNS resolve it.",
        EndpointFailure.NameServerFailed or EndpointFailure.NameTimedOut => "Look at CoreDNS and its upstream servers, and let network policies pass port 53 over UDP and TCP.",
        EndpointFailure.HandshakeTimedOut => "Compare the MTU of pods with the network's (CP7005), and look at proxies on the way.",
        EndpointFailure.CertificateExpired => "Renew the certificate, or correct the node's clock (CP7016).",
        EndpointFailure.CertificateNameMismatch or EndpointFailure.CertificateUntrusted or EndpointFailure.HandshakeFailed
            => "Look for a proxy that intercepts TLS: builds need its certificate authority too.",
        _ => "Let firewalls, network policies and routes pass the connection; where builds go through a proxy, name the proxy as the endpoint (tcp://).",
    };
}
