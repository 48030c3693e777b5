using System.Collections.Immutable;
using System.Net;
using ClusterProbe.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ClusterProbe.Simulator;

/// <summary>An API server in this process, on a free port of the loopback interface, over plain HTTP.</summary>
/// <remarks>
/// It answers what checks ask and nothing more: discovery, get, paged lists, dry-run creates of pods, access reviews. What is
/// created without a dry run, changed or deleted is refused.
/// </remarks>
public sealed class SimulatedApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly SimulatedApi _api;

    private SimulatedApiServer(WebApplication application, CancellationTokenSource stopping, SimulatedApi api)
    {
        _application = application;
        _stopping = stopping;
        _api = api;
        Uri = new Uri(application.Urls.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Uri { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="scenario">The cluster to simulate.</param>
    /// <param name="time">The clock that objects get their age from.</param>
    /// <param name="faults">What goes wrong; the first that matches a request applies.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<SimulatedApiServer> StartAsync(
        Scenario scenario, TimeProvider time, ImmutableArray<Fault> faults = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(time);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0);
        });
        var application = builder.Build();
        var api = new SimulatedApi(scenario, time);
        var stopping = new CancellationTokenSource();
        var weather = new FaultInjection(faults.IsDefault ? [] : faults, api.HandleAsync, stopping.Token);
        application.Run(weather.HandleAsync);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new(application, stopping, api);
    }

    /// <summary>Lets every continue token that was given out expire, as the compaction of etcd does.</summary>
    public void ExpireContinueTokens() => _api.Lists.Compact();

    /// <summary>Stops at once; requests that hang are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
