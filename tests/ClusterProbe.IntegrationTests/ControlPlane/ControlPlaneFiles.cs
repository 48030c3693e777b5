using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.IntegrationTests;

/// <summary>The folder of a control plane: keys, certificates, tokens, kubeconfigs, logs and etcd's data. And its ports, which were free.</summary>
internal sealed class ControlPlaneFiles
{
    private readonly int[] _ports = FreePorts(5);

    private ControlPlaneFiles(string folder) => Folder = folder;

    public string Folder { get; }

    public CertificateAuthority Authority { get; private set; } = new();

    public string AdminToken { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public string Etcd => $"http://127.0.0.1:{_ports[0]}";

    public string EtcdPeer => $"http://127.0.0.1:{_ports[1]}";

    public Uri Server => new($"https://127.0.0.1:{_ports[2]}");

    public int SchedulerPort => _ports[3];

    public int ControllerManagerPort => _ports[4];

    public string KubeConfig => this["kubeconfig"];

    public string this[string name] => Path.Combine(Folder, name);

    public static ControlPlaneFiles Create(IEnumerable<TokenUser> users)
    {
        var files = new ControlPlaneFiles(Directory.CreateTempSubdirectory("clusterprobe-control-plane-").FullName);
        files.WriteKeys();
        File.WriteAllLines(files["tokens.csv"], users.Prepend(new TokenUser("admin", files.AdminToken, "system:masters"))
            .Select(user => $"{user.Token},{user.Name},{user.Name},\"{string.Join(',', user.Groups)}\""));
        files.WriteKubeConfig("kubeconfig", $"token: {files.AdminToken}");
        return files;
    }

    /// <summary>Another authority, another certificate of the API server, another key for the tokens of ServiceAccounts.</summary>
    public void RenewKeys()
    {
        Authority.Dispose();
        Authority = new CertificateAuthority();
        WriteKeys();
    }

    /// <summary>Writes a kubeconfig, and returns its path.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="user">The user's fields, in YAML flow style.</param>
    /// <param name="server">Where the API server seems to be; null for where it is.</param>
    public string WriteKubeConfig(string name, string user, Uri? server = null)
    {
        File.WriteAllText(this[name], $$$"""
            apiVersion: v1
            kind: Config
            current-context: test
            clusters: [{name: test, cluster: {server: "{{{server ?? Server}}}", certificate-authority: "{{{this["ca.crt"]}}}"}}]
            users: [{name: user, user: { {{{user}}} } }]
            contexts: [{name: test, context: {cluster: test, user: user}}]
            """);
        return this[name];
    }

    private void WriteKeys()
    {
        using var serving = Authority.IssueServing("127.0.0.1", "localhost", "kubernetes.default.svc");
        using var serviceAccountKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(this["ca.crt"], Authority.Pem);
        File.WriteAllText(this["serving.crt"], serving.ExportCertificatePem());
        File.WriteAllText(this["serving.key"], serving.GetECDsaPrivateKey()!.ExportECPrivateKeyPem());
        File.WriteAllText(this["service-account.key"], serviceAccountKey.ExportECPrivateKeyPem());
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
