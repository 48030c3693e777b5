using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>The connection that every pod with a ServiceAccount token has.</summary>
public static class InClusterConfiguration
{
    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The connection, or null when this does not run in a pod with a token.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="folder">Where the ServiceAccount's files are; null for the usual place.</param>
    /// <exception cref="ConfigurationException">It runs in a pod, and the pod's files can't be used.</exception>
    public static ClusterConnection? TryLoad(Func<string, string?> environment, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var files = folder ?? Folder;
        var token = Path.Combine(files, "token");
        if (environment("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host
            || !int.TryParse(environment("KUBERNETES_SERVICE_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !File.Exists(token))
        {
            return null;
        }

        return new ClusterConnection
        {
            Name = "in-cluster",
            Server = new UriBuilder(Uri.UriSchemeHttps, host, port).Uri,
            Namespace = ReadNamespace(Path.Combine(files, "namespace")),
            CertificateAuthorities = ReadAuthorities(Path.Combine(files, "ca.crt")),
            CertificateAuthorityFile = Path.Combine(files, "ca.crt"),
            Credentials = new TokenFileCredentials(token),
        };
    }

    private static string ReadNamespace(string path) => File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } name ? name : "default";

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The ServiceAccount's certificate authorities in {path} can't be read: {exception.Message}");
        }
    }
}
