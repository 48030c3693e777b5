using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.Testing;

/// <summary>A certificate authority for one test run.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly DateTimeOffset NotBefore = DateTimeOffset.UtcNow.AddHours(-1);
    private static readonly DateTimeOffset NotAfter = DateTimeOffset.UtcNow.AddDays(2);

    /// <summary>Its own, self-signed certificate.</summary>
    public X509Certificate2 Certificate { get; } = CreateRoot();

    /// <summary>Its certificate as text.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>A certificate for a server that is known by these names and addresses.</summary>
    public X509Certificate2 IssueServing(params IEnumerable<string> hosts) => IssueServing(hosts, NotAfter);

    /// <summary>A certificate for a server that is valid no more.</summary>
    public X509Certificate2 IssueExpired(string host) => IssueServing([host], NotBefore.AddMinutes(1));

    /// <summary>A certificate that authenticates a Kubernetes user.</summary>
    public X509Certificate2 IssueClient(string user, params IEnumerable<string> groups)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups) subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        return Issue(subject.Build(), "1.3.6.1.5.5.7.3.2", NotAfter);
    }

    public void Dispose() => Certificate.Dispose();

    private static X509Certificate2 CreateRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(NotBefore, NotAfter);
    }

    private X509Certificate2 IssueServing(IEnumerable<string> hosts, DateTimeOffset notAfter)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        return Issue(new X500DistinguishedName("CN=server"), "1.3.6.1.5.5.7.3.1", notAfter, names.Build());
    }

    private X509Certificate2 Issue(X500DistinguishedName subject, string usage, DateTimeOffset notAfter, params IEnumerable<X509Extension> extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        using var certificate = request.Create(Certificate, NotBefore, notAfter, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }
}
