using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterProbe.Monitoring.Servers;

/// <summary>An HTTP server on a free port of loopback.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    public LoopbackServer(Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.UseRouting();
        map(_application);
        _application.UseEndpoints(_ => { });
    }

    /// <summary>Host and port.</summary>
    public string Address => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    public Task StartAsync(CancellationToken cancellationToken) => _application.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
