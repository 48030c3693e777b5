namespace ClusterProbe.Core.Profiles;

/// <summary>Something outside of the pod that builds connect to.</summary>
/// <param name="Name">Its name, unique in the profile; a DNS label, and a metric label.</param>
/// <param name="Host">A host name or an IP address.</param>
/// <param name="Port">The port, from 1 to 65535.</param>
/// <param name="Tls">Whether a TLS handshake with a valid certificate is expected, or only a TCP connection.</param>
public sealed record BuildEndpoint(string Name, string Host, int Port, bool Tls);
