using System.Text;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Configuration;

/// <summary>Clusters renew their certificate authority and the tokens of pods: neither needs a restart.</summary>
internal sealed class RenewedAuthorityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clusterprobe-authority-");
    private readonly CertificateAuthority _old = new();
    private readonly CertificateAuthority _new = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _old.Dispose();
        _new.Dispose();
    }

    [Test]
    public async Task Authority_Renewed_IsTrustedAtTheNextLook()
    {
        await using var before = Serve(_old);
        await using var after = Serve(_new);
        Write("ca.crt", _old.Pem);
        Write("token", "one");
        using var http = ApiHttp.Create(Load(before.Address), _time);
        Assert.That(await GetAsync(http, before), Is.EqualTo("Bearer one"));

        Write("ca.crt", _new.Pem);
        Write("token", "two");
        Assert.That(await GetAsync(http, before), Is.EqualTo("Bearer two"), "the file is not looked at for every request, the token is");
        _time.Advance(RenewingHandler.Interval);
        Assert.That(await GetAsync(http, after), Is.EqualTo("Bearer two"));
        Assert.That(await GetAsync(http, before), Does.Contain("is not signed by a certificate authority that is trusted here"));
    }

    [Test]
    public async Task Authority_RenewedAndHandshakeFailed_IsLookedAtAtOnce()
    {
        await using var after = Serve(_new);
        Write("ca.crt", _old.Pem);
        Write("token", "one");
        using var http = ApiHttp.Create(Load(after.Address), _time);
        Write("ca.crt", _new.Pem);
        Assert.That(await GetAsync(http, after), Does.Contain("is not signed by a certificate authority that is trusted here"));
        Assert.That(await GetAsync(http, after), Is.EqualTo("Bearer one"));
    }

    [TestCase("")]
    [TestCase("-----BEGIN CERTIFICATE-----\nhalf")]
    [TestCase(null)]
    public async Task Authority_UnreadableForAMoment_StaysAsItWas(string? content)
    {
        await using var server = Serve(_old);
        Write("ca.crt", _old.Pem);
        Write("token", "one");
        using var http = ApiHttp.Create(Load(server.Address), _time);
        if (content is null) File.Delete(Path.Combine(_folder.FullName, "ca.crt"));
        else Write("ca.crt", content);
        _time.Advance(RenewingHandler.Interval);
        Assert.That(await GetAsync(http, server), Is.EqualTo("Bearer one"));
    }

    /// <summary>A server of the authority that says with which credentials it was asked.</summary>
    private static RawServer Serve(CertificateAuthority authority) => RawServer.Start(
        (request, stream, token) =>
        {
            var authorization = request.Head.Split("\r\n").First(line => line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase));
            return stream.WriteAsync(Encoding.ASCII.GetBytes(RawServer.Answer("200 OK", $$"""{"gitVersion":"{{authorization.Split(':')[1].Trim()}}"}""")), token).AsTask();
        },
        authority.IssueServing("127.0.0.1"));

    private static async Task<string> GetAsync(HttpClient http, RawServer server)
    {
        using var other = new HttpClient(new Redirecting(http, server.Address)) { BaseAddress = server.Address };
        var result = await new ApiClient(other, TimeProvider.System).GetAsync("version", ServerContext.Default.VersionDto, default);
        return result.Value?.GitVersion ?? result.Error?.Message ?? "";
    }

    private ClusterConnection Load(Uri server) => InClusterConfiguration.TryLoad(
        name => name == "KUBERNETES_SERVICE_HOST" ? server.Host : $"{server.Port}", _folder.FullName)!;

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);

    /// <summary>Sends what it gets through another client, to a server that has moved.</summary>
    private sealed class Redirecting(HttpClient http, Uri server) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => http.SendAsync(new HttpRequestMessage(request.Method, new Uri(server, request.RequestUri!.PathAndQuery)), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
