using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests;

/// <summary>A real control plane on loopback: etcd, kube-apiserver and, if asked for, scheduler and controllers. No nodes, no containers.</summary>
/// <remarks>
/// Tests share one and keep apart by namespaces with unique names. A test that changes what is not in a namespace uses names of its
/// own and cleans up; one that needs the cluster for itself (nodes, say) starts one of its own.
/// </remarks>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly Watchdog _watchdog;
    private readonly ControlPlaneOptions _options;

    internal ControlPlane(ControlPlaneFiles files, Watchdog watchdog, ControlPlaneOptions options)
    {
        Files = files;
        (_watchdog, _options) = (watchdog, options);
        Admin = CreateHttpClient(AdminToken);
    }

    /// <summary>The instance that all tests share: no scheduler, no controllers. Started when the first test asks for it.</summary>
    public static Task<ControlPlane> Shared => SharedControlPlanes.Plain.Value;

    /// <summary>The second instance that tests share, with scheduler and controllers.</summary>
    public static Task<ControlPlane> SharedWithControllers => SharedControlPlanes.WithControllers.Value;

    /// <summary>The API server's address.</summary>
    public Uri Server => Files.Server;

    /// <summary>The authority that signed the API server's certificate and those of users.</summary>
    public CertificateAuthority Authority => Files.Authority;

    /// <summary>A token of the cluster's administrator (group <c>system:masters</c>).</summary>
    public string AdminToken => Files.AdminToken;

    /// <summary>The administrator's kubeconfig.</summary>
    public string KubeConfigPath => Files.KubeConfig;

    /// <summary>A client as the administrator.</summary>
    public HttpClient Admin { get; private set; }

    /// <summary>Its files, which go with it.</summary>
    internal ControlPlaneFiles Files { get; }

    /// <summary>Starts one, and returns when it is ready.</summary>
    public static Task<ControlPlane> StartAsync(ControlPlaneOptions options, CancellationToken cancellationToken)
        => ControlPlaneStart.RunAsync(options, cancellationToken);

    /// <summary>A connection as whoever the token belongs to.</summary>
    public ClusterConnection WithToken(string token) => Anonymous() with { Credentials = FixedCredentials.Bearer(token) };

    /// <summary>A connection as any user in any groups, by a client certificate.</summary>
    public ClusterConnection WithUser(string user, params IEnumerable<string> groups)
        => Anonymous() with { ClientCertificate = Authority.IssueClient(user, groups) };

    /// <summary>The product's client for a connection.</summary>
    public static ApiClient CreateApiClient(ClusterConnection connection) => new(ApiHttp.Create(connection), TimeProvider.System);

    /// <summary>A plain HTTP client as whoever the token belongs to.</summary>
    public HttpClient CreateHttpClient(string token) => ApiHttp.Create(WithToken(token));

    /// <summary>Writes a kubeconfig, and returns its path.</summary>
    /// <param name="user">The user's fields, in YAML flow style: <c>token: abc</c>.</param>
    /// <param name="server">Where the API server seems to be; null for where it is.</param>
    public string WriteKubeConfig(string user, Uri? server = null) => Files.WriteKubeConfig($"kubeconfig-{Guid.NewGuid():N}", user, server);

    /// <summary>Kills the API server, and starts it again on the same port.</summary>
    public async Task RestartApiServerAsync(CancellationToken cancellationToken)
    {
        await _watchdog.SignalAsync("kube-apiserver", "KILL", cancellationToken);
        await ControlPlaneStart.StartApiServerAsync(this, _watchdog, _options, cancellationToken);
    }

    /// <summary>Starts the API server again with other keys, authorities included: what was trusted before is not, and tokens of ServiceAccounts are void.</summary>
    public async Task RenewKeysAsync(CancellationToken cancellationToken)
    {
        Files.RenewKeys();
        Admin.Dispose();
        Admin = CreateHttpClient(AdminToken);
        await RestartApiServerAsync(cancellationToken);
    }

    /// <summary>Halts etcd, as a disk that does not answer does, or lets it go on.</summary>
    public Task HaltEtcdAsync(bool halt) => _watchdog.SignalAsync("etcd", halt ? "STOP" : "CONT");

    /// <summary>Lets etcd forget everything but what is, as an API server asks for every five minutes.</summary>
    public async Task CompactEtcdAsync(CancellationToken cancellationToken)
    {
        using var etcd = new HttpClient { BaseAddress = new Uri(Files.Etcd) };
        var newest = await AskAsync("range", new JsonObject { ["key"] = "AA==" });
        await AskAsync("compaction", new JsonObject { ["revision"] = newest["header"]!["revision"]!.DeepClone(), ["physical"] = true });

        async Task<JsonNode> AskAsync(string what, JsonObject question)
        {
            using var response = await etcd.PostAsJsonAsync($"v3/kv/{what}", question, cancellationToken);
            return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _watchdog.DisposeAsync();
        Authority.Dispose();
    }

    private ClusterConnection Anonymous() => new() { Name = "test", Server = Server, CertificateAuthorities = [Authority.Certificate] };
}
