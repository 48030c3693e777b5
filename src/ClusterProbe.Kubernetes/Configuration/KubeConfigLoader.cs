using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.KubeConfigModels;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>Finds the cluster as kubectl does.</summary>
/// <remarks>
/// Order: the given file, the files of <c>KUBECONFIG</c> (the first to name something wins), the pod's own ServiceAccount,
/// <c>~/.kube/config</c>. See https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/.
/// </remarks>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="time">The clock by which plugin credentials expire.</param>
public sealed class KubeConfigLoader(Func<string, string?> environment, TimeProvider time)
{
    /// <summary>The connection to use.</summary>
    /// <param name="file">The kubeconfig, when one is given.</param>
    /// <param name="context">The context, when it is not the current one.</param>
    /// <param name="cancellationToken">Ends the wait for a credential plugin.</param>
    /// <exception cref="ConfigurationException">No cluster is configured, or the configuration is broken.</exception>
    public async Task<ClusterConnection> LoadAsync(string? file, string? context, CancellationToken cancellationToken)
    {
        var paths = Paths(file);
        if (paths.Count == 0)
        {
            return InClusterConfiguration.TryLoad(environment) ?? throw new ConfigurationException(
                "No cluster is configured: there is no ~/.kube/config, KUBECONFIG names no file, and this is not a pod. "
                + "Give one with --kubeconfig FILE, or look at the demo: clusterprobe demo");
        }

        List<KubeConfigFile> files = [.. paths.Select(KubeConfigFile.Load)];
        var contextName = context ?? files.Select(entry => entry.Content.CurrentContext).FirstOrDefault(name => !string.IsNullOrEmpty(name))
            ?? throw new ConfigurationException($"{string.Join(", ", paths)}: no current context is set. Choose one with --context: {Names(files, ContextNames)}");
        var (contextFile, details) = Find(files, entry => entry.Content.Contexts, entry => entry.Name, contextName)
            ?? throw new ConfigurationException($"There is no context \"{contextName}\" in {string.Join(", ", paths)}. There are: {Names(files, ContextNames)}");
        var clusterName = details.ContextDetails?.Cluster ?? "";
        var (clusterFile, cluster) = Find(files, entry => entry.Content.Clusters, entry => entry.Name, clusterName)
            ?? throw new ConfigurationException($"{contextFile.Path}: context \"{contextName}\" refers to the cluster \"{clusterName}\", which no file defines.");
        var userName = details.ContextDetails?.User ?? "";
        var user = Find(files, entry => entry.Content.Users, entry => entry.Name, userName);
        if (user is null && userName.Length > 0)
        {
            throw new ConfigurationException($"{contextFile.Path}: context \"{contextName}\" refers to the user \"{userName}\", which no file defines.");
        }

        var connection = ForCluster(clusterFile, cluster) with
        {
            Name = contextName,
            Namespace = details.ContextDetails?.Namespace is { Length: > 0 } name ? name : "default",
        };
        return user is { } known ? await WithUserAsync(connection, known.File, known.Entry, cluster, cancellationToken).ConfigureAwait(false) : connection;
    }

    private static IEnumerable<string> ContextNames(KubeConfigFile file) => file.Content.Contexts?.Where(entry => entry is not null).Select(entry => entry.Name) ?? [];

    private static string Names(List<KubeConfigFile> files, Func<KubeConfigFile, IEnumerable<string>> names)
        => string.Join(", ", files.SelectMany(names).Distinct()) is { Length: > 0 } list ? list : "none";

    private static (KubeConfigFile File, TEntry Entry)? Find<TEntry>(
        List<KubeConfigFile> files, Func<KubeConfigFile, IEnumerable<TEntry>?> entries, Func<TEntry, string> name, string wanted)
        where TEntry : class
        => files.Select(file => (file, entries(file)?.FirstOrDefault(entry => entry is not null && name(entry) == wanted)))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => ((KubeConfigFile, TEntry)?)(pair.file, pair.Item2!))
            .FirstOrDefault();

    private List<string> Paths(string? file)
    {
        if (file is not null) return File.Exists(file) ? [file] : throw new ConfigurationException($"The kubeconfig {file} does not exist.");
        if (environment("KUBECONFIG") is { Length: > 0 } list)
        {
            List<string> existing = [.. list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(File.Exists)];
            return existing.Count > 0 ? existing : throw new ConfigurationException($"KUBECONFIG names {list}, and no such file exists.");
        }

        var usual = Path.Combine(environment("HOME") ?? environment("USERPROFILE") ?? "", ".kube", "config");
        return File.Exists(usual) ? [usual] : [];
    }

    private static ClusterConnection ForCluster(KubeConfigFile file, Cluster entry)
    {
        var endpoint = entry.ClusterEndpoint;
        if (!Uri.TryCreate(endpoint?.Server, UriKind.Absolute, out var server) || (server.Scheme != Uri.UriSchemeHttps && server.Scheme != Uri.UriSchemeHttp))
        {
            throw new ConfigurationException($"{file.Path}: the server \"{endpoint?.Server}\" of cluster \"{entry.Name}\" is not an http or https address.");
        }

        var proxy = file.Field("clusters", entry.Name, "cluster", "proxy-url");
        var incompressible = file.Field("clusters", entry.Name, "cluster", "disable-compression");
        return new ClusterConnection
        {
            Name = entry.Name,
            Server = server,
            SkipTlsVerify = endpoint!.SkipTlsVerify,
            TlsServerName = endpoint.TlsServerName is { Length: > 0 } name ? name : null,
            CertificateAuthorities = Pem(file, endpoint.CertificateAuthorityData, endpoint.CertificateAuthority, $"cluster \"{entry.Name}\": certificate-authority") is { } pem
                ? Authorities(file, entry.Name, pem)
                : null,
            CertificateAuthorityFile = endpoint is { CertificateAuthorityData: null or "", CertificateAuthority: { Length: > 0 } authority } ? file.Resolve(authority) : null,
            Proxy = proxy is null ? null
                : Uri.TryCreate(proxy, UriKind.Absolute, out var address) ? address
                : throw new ConfigurationException($"{file.Path}: the proxy-url \"{proxy}\" of cluster \"{entry.Name}\" is not an address."),
            Compress = !server.IsLoopback && incompressible != "true",
        };
    }

    private static X509Certificate2Collection Authorities(KubeConfigFile file, string cluster, string pem)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
        }
        catch (CryptographicException exception)
        {
            throw new ConfigurationException($"{file.Path}: the certificate authority of cluster \"{cluster}\" can't be used: {exception.Message}");
        }
    }

    private async Task<ClusterConnection> WithUserAsync(
        ClusterConnection connection, KubeConfigFile file, User user, Cluster cluster, CancellationToken cancellationToken)
    {
        var credentials = user.UserCredentials;
        if (credentials is null) return connection;
        if (credentials.AuthProvider is { Name: { Length: > 0 } provider })
        {
            throw new ConfigurationException(
                $"{file.Path}: user \"{user.Name}\" uses the auth provider \"{provider}\", which Kubernetes removed in 1.26. Use its exec credential plugin.");
        }

        if (credentials.Impersonate is { Length: > 0 } somebody)
        {
            connection = connection with { Impersonate = new Impersonation(somebody, Groups(file, user.Name, [.. credentials.ImpersonateGroups ?? []])) };
        }

        var certificate = Pem(file, credentials.ClientCertificateData, credentials.ClientCertificate, $"user \"{user.Name}\": client-certificate");
        var key = Pem(file, credentials.ClientKeyData, credentials.ClientKey, $"user \"{user.Name}\": client-key");
        if (certificate is not null && key is not null) connection = connection with { ClientCertificate = Certificate(file, user.Name, certificate, key) };

        // kubectl's order: a token file beats a token, and either beats the plugin.
        if (file.Field("users", user.Name, "user", "tokenFile") is { } tokenFile) return connection with { Credentials = new TokenFileCredentials(file.Resolve(tokenFile)) };
        try
        {
            if (credentials.Token is { Length: > 0 } token) return connection with { Credentials = FixedCredentials.Bearer(token) };
            if (credentials.UserName is { Length: > 0 } name) return connection with { Credentials = FixedCredentials.Basic(name, credentials.Password ?? "") };
            if (credentials.ExternalExecution is not { Command: { Length: > 0 } } plugin) return connection;
            var exec = new ExecCredentials(Plugin(file, plugin, cluster), time);
            var status = await exec.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            return connection with
            {
                Credentials = exec,
                ClientCertificate = status is { ClientCertificateData: { } pem, ClientKeyData: { } keyPem }
                    ? Certificate(file, user.Name, pem, keyPem)
                    : connection.ClientCertificate,
            };
        }
        catch (CredentialException exception)
        {
            throw new ConfigurationException($"{file.Path}: user \"{user.Name}\": {exception.Message}");
        }
    }

    private static ImmutableArray<string> Groups(KubeConfigFile file, string user, ImmutableArray<string> groups)
        => groups.Any(group => string.IsNullOrEmpty(group) || group.Any(char.IsControl))
            ? throw new ConfigurationException($"{file.Path}: user \"{user}\" acts as a member of a group (as-groups) whose name is empty or has control characters.")
            : groups;

    private static ExecPlugin Plugin(KubeConfigFile file, ExternalExecution plugin, Cluster cluster) => new(
        plugin.Command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? file.Resolve(plugin.Command) : plugin.Command,
        [.. plugin.Arguments ?? []],
        (plugin.EnvironmentVariables ?? [])
            .Where(variable => variable.ContainsKey("name"))
            .GroupBy(variable => variable["name"])
            .ToDictionary(group => group.Key, group => group.Last().GetValueOrDefault("value") ?? ""),
        plugin.ApiVersion ?? "client.authentication.k8s.io/v1",
        plugin.InstallHint ?? "",
        plugin.ProvideClusterInfo
            ? new ExecPluginCluster(cluster.ClusterEndpoint.Server, cluster.ClusterEndpoint.CertificateAuthorityData, cluster.ClusterEndpoint.TlsServerName)
            : null);

    private static X509Certificate2 Certificate(KubeConfigFile file, string user, string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (CryptographicException exception)
        {
            throw new ConfigurationException($"{file.Path}: the client certificate of user \"{user}\" can't be used: {exception.Message}");
        }
    }

    private static string? Pem(KubeConfigFile file, string? data, string? path, string what)
    {
        try
        {
            return data is { Length: > 0 } ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
                : path is { Length: > 0 } ? File.ReadAllText(file.Resolve(path))
                : null;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file.Path}: {what} can't be read: {exception.Message}");
        }
    }
}
