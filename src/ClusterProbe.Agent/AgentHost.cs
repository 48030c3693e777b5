using ClusterProbe.Agent.Cycles;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Agent.Nodes;
using ClusterProbe.Agent.Telemetry;
using ClusterProbe.Agent.Web;
using ClusterProbe.Core.Checks;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Events;
using ClusterProbe.Kubernetes.Publishing.Guards;
using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.Kubernetes.Publishing.Nodes;
using ClusterProbe.Kubernetes.Publishing.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent;

/// <summary>Puts an agent together and runs it until it is told to stop.</summary>
public static class AgentHost
{
    private static readonly string[] CheckCodes = [.. CheckRegistry.All.Select(check => check.Code)];

    /// <summary>How long the loops get to finish: enough to give the Lease back and to send the telemetry, and less than a pod's grace period.</summary>
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(15);

    /// <summary>Runs the agent.</summary>
    /// <param name="options">What it is to do.</param>
    /// <param name="connection">The cluster.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Tells it to stop.</param>
    public static async Task RunAsync(AgentOptions options, ClusterConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(connection);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "clusterprobe" });
        builder.Configuration.AddEnvironmentVariables();
        ConfigureLogging(builder.Logging, options);
        ConfigureServer(builder.WebHost, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        AddParts(builder.Services, options, connection, time);
        builder.AddTelemetry(options, await ClusterUid.ReadAsync(options, connection, time, cancellationToken).ConfigureAwait(false));
        var application = builder.Build();
        await using (application.ConfigureAwait(false))
        {
            application.Run(application.Services.GetRequiredService<AgentEndpoints>().HandleAsync);
            if (options.OtlpEndpoint is not null) _ = application.Services.GetRequiredService<MetricBridge>();
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            var logger = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("clusterprobe");
            logger.Started(options.Version, options.NodeName, options.PodName, string.Join(", ", application.Urls));
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var limit = new CancellationTokenSource(ShutdownLimit, time);
            await application.StopAsync(limit.Token).ConfigureAwait(false);
            logger.Stopped();
        }
    }

    private static void ConfigureLogging(ILoggingBuilder logging, AgentOptions options)
    {
        logging.SetMinimumLevel(options.LogLevel);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("OpenTelemetry", LogLevel.Warning);
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    private static void ConfigureServer(IWebHostBuilder server, AgentOptions options) => server.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = 64;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Listen(options.Listen);
    });

    private static void AddParts(IServiceCollection services, AgentOptions options, ClusterConnection connection, TimeProvider time)
    {
        services.AddSingleton(options);
        services.AddSingleton(connection);
        services.AddSingleton(time);
        services.AddSingleton<AgentMetrics>();
        services.AddSingleton<Liveness>();
        services.AddSingleton<ApiMetrics>();
        services.AddSingleton(_ => ApiHttp.Create(connection));
        services.AddSingleton(provider => new ApiClient(provider.GetRequiredService<HttpClient>(), time, provider.GetRequiredService<ApiMetrics>()));
        services.AddSingleton(provider => new LeaderElection(
            provider.GetRequiredService<ApiClient>(), new LeaseSettings(options.Namespace, ClusterProbeApi.LeaderLease, $"{options.PodName}_{Guid.NewGuid():N}"), time));
        services.AddSingleton(provider => new NodeReadinessPublisher(provider.GetRequiredService<ApiClient>(), options.NodeName, time, Random.Shared.NextDouble));
        services.AddSingleton(_ => new NodeFactReader(time));
        services.AddSingleton(new EndpointProberOptions());
        services.AddSingleton<EndpointProber>();
        services.AddSingleton<NodeObserver>();
        services.AddSingleton(provider => new ClusterReadinessSource(provider.GetRequiredService<ApiClient>(), CheckCodes, time));
        services.AddSingleton(provider => new ClusterReadinessPublisher(provider.GetRequiredService<ApiClient>(), CheckCodes, time));
        services.AddSingleton(provider => new DefaultReadiness(provider.GetRequiredService<ApiClient>(), options.DefaultProfileFile));
        services.AddSingleton(provider => new EventPublisher(provider.GetRequiredService<ApiClient>(), options.PodName, time));
        services.AddSingleton(provider => new DryRunGuard(provider.GetRequiredService<ApiClient>(), options.Namespace, options.PodName));
        if (options.NodeCondition) services.AddSingleton(provider => new NodeConditionPublisher(provider.GetRequiredService<ApiClient>(), time));
        if (options.PolicyReports is { } format) services.AddSingleton(provider => new PolicyReportPublisher(provider.GetRequiredService<ApiClient>(), format));
        services.AddSingleton<ReadinessPublishing>();
        services.AddSingleton<ClusterCycle>();
        services.AddSingleton<ProfileCache>();
        services.AddSingleton<ReportSource>();
        services.AddSingleton<AgentEndpoints>();
        services.AddHostedService<NodeLoop>();
        services.AddHostedService<LeaderLoop>();
    }
}
