using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.UnitTests.Client;

/// <summary>Whom the client talks to, and whom it refuses.</summary>
internal sealed class ConnectionTests : IDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly CertificateAuthority _stranger = new();

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Test]
    public async Task Certificate_OfTheServer_IsAccepted()
    {
        await using var server = Serve(_authority.IssueServing("127.0.0.1"));
        Assert.That((await GetAsync(To(server.Address))).Value?.GitVersion, Is.EqualTo("v1"));
    }

    [Test]
    public async Task Certificate_ForAnotherHost_IsRefused()
    {
        await using var server = Serve(_authority.IssueServing("10.0.0.1", "other.example"));
        var error = (await GetAsync(To(server.Address))).Error!;
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.Unreachable));
        Assert.That(error.Message, Is.EqualTo("no trusted TLS connection to the API server: its certificate is for another host name"));
        Assert.That(server.Requests, Is.Zero, "not even the credentials are sent");
    }

    [Test]
    public async Task Certificate_OfAnotherAuthority_IsRefused()
    {
        await using var server = Serve(_stranger.IssueServing("127.0.0.1"));
        var error = (await GetAsync(To(server.Address))).Error!;
        Assert.That(error.Message, Does.StartWith("no trusted TLS connection to the API server: its certificate is not signed by a certificate authority that is trusted here"));
        Assert.That(server.Requests, Is.Zero);
    }

    [Test]
    public async Task Certificate_ThatHasExpired_IsRefused()
    {
        await using var server = Serve(_authority.IssueExpired("127.0.0.1"));
        Assert.That((await GetAsync(To(server.Address))).Error!.Message, Does.EndWith("its certificate has expired or is not valid yet"));
    }

    [Test]
    public async Task Certificate_SignedByItself_IsRefusedUnlessVerificationIsOff()
    {
        await using var server = Serve(_stranger.Certificate);
        Assert.That((await GetAsync(To(server.Address) with { CertificateAuthorities = null })).Error!.Message, Does.StartWith("no trusted TLS connection"));
        Assert.That((await GetAsync(To(server.Address) with { SkipTlsVerify = true })).Value?.GitVersion, Is.EqualTo("v1"));
    }

    [Test]
    public async Task Certificate_ForTheNameThatTheKubeconfigGives_IsAccepted()
    {
        await using var server = Serve(_authority.IssueServing("api.example"));
        Assert.That((await GetAsync(To(server.Address) with { TlsServerName = "api.example" })).Value?.GitVersion, Is.EqualTo("v1"));
    }

    [Test]
    public async Task Server_WithoutTls_IsNoTrustedConnection()
    {
        await using var server = RawServer.Start(RawServer.Answer("400 Bad Request"));
        var address = new UriBuilder(server.Address) { Scheme = Uri.UriSchemeHttps }.Uri;
        Assert.That((await GetAsync(To(address))).Error!.Message, Does.StartWith("no trusted TLS connection to the API server"));
    }

    [Test]
    public async Task Port_ThatNobodyListensOn_IsUnreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var error = (await GetAsync(To(address))).Error!;
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.Unreachable));
        Assert.That(error.Message, Does.StartWith("the API server can't be reached: ").And.Contain("refused"));
        Assert.That(error.Attempts, Is.EqualTo(4));
    }

    [Test]
    public async Task Name_ThatDoesNotExist_IsUnreachable()
    {
        var error = (await GetAsync(To(new Uri("https://api.cluster.invalid")))).Error!;
        Assert.That(error.Message, Does.StartWith("the name of the API server can't be resolved"));
    }

    [Test]
    public async Task Proxy_IsWhereTheConnectionGoes()
    {
        await using var proxy = RawServer.Start(RawServer.Answer("200 OK", """{"gitVersion":"behind the proxy"}"""));
        var connection = new ClusterConnection { Name = "test", Server = new Uri("http://api.cluster.invalid"), Proxy = proxy.Address };
        Assert.That((await GetAsync(connection)).Value?.GitVersion, Is.EqualTo("behind the proxy"));
    }

    [Test]
    public async Task Proxy_ThatRefusesTheTunnel_IsNamedAsTheCause()
    {
        await using var proxy = RawServer.Start(RawServer.Answer("403 Forbidden"));
        var error = (await GetAsync(To(new Uri("https://api.cluster.invalid")) with { Proxy = proxy.Address })).Error!;
        Assert.That(error.Message, Does.StartWith("the proxy does not connect to the API server").And.Contain("403"));
    }

    [Test]
    public async Task Request_CarriesCredentialsImpersonationAndProgram()
    {
        var head = "";
        await using var server = RawServer.Start((request, stream, token) =>
        {
            head = request.Head;
            return stream.WriteAsync(Encoding.ASCII.GetBytes(RawServer.Answer("200 OK", "{}")), token).AsTask();
        });
        await GetAsync(new ClusterConnection
        {
            Name = "test",
            Server = new Uri(server.Address, "/clusters/a"),
            Credentials = FixedCredentials.Bearer("secret"),
            Impersonate = new Impersonation("dev", ["team"]),
        });
        Assert.That(head, Does.StartWith("GET /clusters/a/version ")
            .And.Contain("Authorization: Bearer secret")
            .And.Contain("Impersonate-User: dev")
            .And.Contain("Impersonate-Group: team")
            .And.Contain("User-Agent: clusterprobe/"));
    }

    [Test]
    public async Task Request_OfAMemberOfSeveralGroups_HasALineForEach()
    {
        var heads = new ConcurrentQueue<string>();
        await using var server = RawServer.Start((request, stream, token) =>
        {
            heads.Enqueue(request.Head);
            return stream.WriteAsync(Encoding.ASCII.GetBytes(RawServer.Answer("200 OK", "{}")), token).AsTask();
        });
        using var http = ApiHttp.Create(new ClusterConnection { Name = "test", Server = server.Address, Impersonate = new Impersonation("dev", ["one", "two, and more", "three"]) });
        var api = new ApiClient(http, new HastyTime());
        await api.GetAsync("version", ServerContext.Default.VersionDto, default);
        await api.AskAsync("reviews", "{}"u8.ToArray(), ServerContext.Default.VersionDto, default);
        Assert.That(heads, Has.Count.EqualTo(2));
        Assert.That(heads, Has.All.Contain("\r\nImpersonate-Group: one\r\nImpersonate-Group: two, and more\r\nImpersonate-Group: three\r\n").And.All.Contain(" HTTP/1.1\r\n"));
    }

    private ClusterConnection To(Uri server) => new() { Name = "test", Server = server, CertificateAuthorities = [_authority.Certificate] };

    private static RawServer Serve(X509Certificate2 certificate) => RawServer.Start(
        (_, stream, token) => stream.WriteAsync(Encoding.ASCII.GetBytes(RawServer.Answer("200 OK", """{"gitVersion":"v1"}""")), token).AsTask(), certificate);

    private static async Task<ApiResult<VersionDto>> GetAsync(ClusterConnection connection)
    {
        using var http = ApiHttp.Create(connection);
        return await new ApiClient(http, new HastyTime()).GetAsync("version", ServerContext.Default.VersionDto, default);
    }
}
