using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>Where an API server is, and how to prove both sides' identity.</summary>
public sealed record ClusterConnection
{
    /// <summary>What to call the cluster: the kubeconfig context, or <c>in-cluster</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The API server's address.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace that applies when none is given.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The certificate authorities to trust; null for the system's.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>The file that <see cref="CertificateAuthorities"/> come from, when somebody else renews it; null when they stay as they are.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>The name that the server's certificate must carry, when it is not the address's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether the server's certificate is not verified at all (<c>insecure-skip-tls-verify</c>).</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The client's certificate, when it authenticates with one.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Gives the Authorization header of each request.</summary>
    public ICredentialSource Credentials { get; init; } = AnonymousCredentials.Instance;

    /// <summary>The proxy on the way to the server; null for the environment's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Whether lists are compressed on the wire: worth the server's work over a network, not on the same machine.</summary>
    public bool Compress { get; init; }

    /// <summary>Whom requests are made as, when that is somebody else (<c>as</c> in the kubeconfig); null for the caller.</summary>
    public Impersonation? Impersonate { get; init; }
}

/// <summary>An identity to act as.</summary>
/// <param name="User">The user name.</param>
/// <param name="Groups">The groups; empty for none.</param>
public sealed record Impersonation(string User, ImmutableArray<string> Groups);
