using System.Globalization;

namespace ClusterProbe.Core.Profiles;

/// <summary>Something outside of the pod that builds connect to.</summary>
/// <param name="Name">Its name, unique in the profile; a DNS label, and a metric label.</param>
/// <param name="Host">A host name or an IP address.</param>
/// <param name="Port">The port, from 1 to 65535.</param>
/// <param name="Tls">Whether a TLS handshake with a valid certificate is expected, or only a TCP connection.</param>
public sealed record BuildEndpoint(string Name, string Host, int Port, bool Tls)
{
    /// <summary>Whether it is only assumed by a built-in profile: not reaching it is no more than a warning, as nobody said that builds need it.</summary>
    public bool Assumed { get; init; }

    /// <summary>As a profile writes it: <c>tls://app.harness.io:443</c>.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(Tls ? "tls" : "tcp")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
