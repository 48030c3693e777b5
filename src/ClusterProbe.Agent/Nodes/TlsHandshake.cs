using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Shakes hands over TLS with full verification, and closes.</summary>
internal sealed class TlsHandshake(TimeProvider time, EndpointProberOptions options)
{
    public async Task<EndpointResult> ShakeAsync(EndpointResult result, Socket socket, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(options.HandshakeTimeout, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        using var tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        EndpointFailure? refused = null;
        DateTimeOffset? expires = null;
        var started = time.GetTimestamp();
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = result.Endpoint.Host,
                    CertificateChainPolicy = options.ChainPolicy?.Clone(),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    {
                        expires = certificate is X509Certificate2 known ? new DateTimeOffset(known.NotAfter) : null;
                        refused = Classify(chain, errors);
                        return errors == SslPolicyErrors.None;
                    },
                },
                limited.Token).ConfigureAwait(false);
            return result with { HandshakeLatency = time.GetElapsedTime(started), CertificateExpires = expires };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return result with { Failure = EndpointFailure.HandshakeTimedOut, CertificateExpires = expires };
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException or InvalidOperationException)
        {
            return result with { Failure = refused ?? EndpointFailure.HandshakeFailed, CertificateExpires = expires };
        }
    }

    private static EndpointFailure? Classify(X509Chain? chain, SslPolicyErrors errors)
        => errors == SslPolicyErrors.None ? null
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? EndpointFailure.HandshakeFailed
            : chain?.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) == true ? EndpointFailure.CertificateExpired
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? EndpointFailure.CertificateNameMismatch
            : EndpointFailure.CertificateUntrusted;
}
