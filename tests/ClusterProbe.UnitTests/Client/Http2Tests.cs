using System.Net;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.UnitTests.Client;

/// <summary>API servers speak HTTP/2: requests share a connection, and one that breaks off leaves the others alone.</summary>
internal sealed class Http2Tests
{
    [Test]
    public async Task Requests_OverTls_ShareOneConnection()
    {
        using var authority = new CertificateAuthority();
        await using var server = await StartAsync(authority, context => context.Response.WriteAsync($$"""{"gitVersion":"{{context.Request.Protocol}} {{context.Connection.Id}}"}"""));
        using var http = Connect(authority, server);
        var api = new ApiClient(http, TimeProvider.System);
        var first = await api.GetAsync("version", ServerContext.Default.VersionDto, default);
        var second = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.GetAsync("version", ServerContext.Default.VersionDto, default)));
        Assert.That(first.Value?.GitVersion, Does.StartWith("HTTP/2 "));
        Assert.That(second.Select(result => result.Value?.GitVersion), Has.All.EqualTo(first.Value?.GitVersion));
    }

    [Test]
    public async Task Stream_ThatIsResetInTheBody_IsUnreadable()
    {
        using var authority = new CertificateAuthority();
        await using var server = await StartAsync(authority, async context =>
        {
            await context.Response.WriteAsync("""{"gitVersion":""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var http = Connect(authority, server);
        var error = (await new ApiClient(http, new HastyTime()).GetAsync("version", ServerContext.Default.VersionDto, default)).Error!;
        Assert.That((error.Kind, error.Message), Is.EqualTo((UnknownReason.Unreadable, "the connection broke in the middle of the answer")));
    }

    private static HttpClient Connect(CertificateAuthority authority, WebApplication server)
        => ApiHttp.Create(new ClusterConnection { Name = "test", Server = new Uri(server.Urls.Single()), CertificateAuthorities = [authority.Certificate] });

    private static async Task<WebApplication> StartAsync(CertificateAuthority authority, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(authority.IssueServing("127.0.0.1"))));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return application;
    }
}
