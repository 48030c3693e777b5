using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>Makes the HTTP client for a connection: TLS, credentials and connection health. No time-outs: the caller's token is the only clock.</summary>
public static class ApiHttp
{
    /// <summary>The client. Disposing of it closes its connections.</summary>
    /// <param name="connection">Where to, and as whom.</param>
    /// <param name="time">The clock by which it is looked whether the authorities were renewed; null for the system's.</param>
    public static HttpClient Create(ClusterConnection connection, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var groups = connection.Impersonate is { Groups: { Length: > 1 } several } ? new HeaderLines(AuthenticationHandler.GroupHeader, several) : null;
        HttpMessageHandler sockets = connection is { CertificateAuthorityFile: { } file, SkipTlsVerify: false }
            ? new RenewingHandler(file, connection.CertificateAuthorities ?? [], authorities => Sockets(connection, authorities, groups), time ?? TimeProvider.System)
            : Sockets(connection, connection.CertificateAuthorities, groups);
        return new HttpClient(new AuthenticationHandler(connection, groups) { InnerHandler = sockets })
        {
            // A server behind a proxy can have a path of its own; relative paths append to it only after a slash.
            BaseAddress = new Uri(connection.Server.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private static SocketsHttpHandler Sockets(ClusterConnection connection, X509Certificate2Collection? authorities, HeaderLines? groups)
    {
        var sockets = new SocketsHttpHandler
        {
            SslOptions = Tls(connection, authorities),
            AutomaticDecompression = connection.Compress ? DecompressionMethods.GZip : DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        if (connection.Proxy is { } proxy) sockets.Proxy = new WebProxy(proxy);
        if (groups is not null) sockets.PlaintextStreamFilter = (context, _) => ValueTask.FromResult(groups.Wrap(context.PlaintextStream));
        return sockets;
    }

    private static SslClientAuthenticationOptions Tls(ClusterConnection connection, X509Certificate2Collection? authorities)
    {
        var options = new SslClientAuthenticationOptions { CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
        if (connection.ClientCertificate is { } certificate)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        if (connection.SkipTlsVerify)
        {
#pragma warning disable CA5359 // The kubeconfig's author asked for exactly this with insecure-skip-tls-verify.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (authorities is not null)
        {
            // A chain policy, unlike a validation callback, leaves the verification of the host name in place.
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return options;
    }
}
