using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClusterProbe.Agent.Telemetry;

/// <summary>Sends traces, metrics and logs by OTLP where an endpoint is named; the exporter reads the other <c>OTEL_*</c> variables itself.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, AgentOptions options, string? clusterUid)
    {
        if (options.OtlpEndpoint is null) return;
        builder.Services.AddSingleton<MetricBridge>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, options, clusterUid))
            .WithTracing(tracing => tracing.AddSource(Tracing.SourceName, ApiTrace.SourceName).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(MetricBridge.MeterName).AddOtlpExporter());
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.SetResourceBuilder(Describe(ResourceBuilder.CreateEmpty(), options, clusterUid));
            logging.AddOtlpExporter();
        });
    }

    /// <summary>Kubernetes semantic conventions: opentelemetry.io/docs/specs/semconv/resource/k8s.</summary>
    private static ResourceBuilder Describe(ResourceBuilder resource, AgentOptions options, string? clusterUid)
    {
        Dictionary<string, object> attributes = new()
        {
            ["k8s.node.name"] = options.NodeName,
            ["k8s.pod.name"] = options.PodName,
            ["k8s.namespace.name"] = options.Namespace,
        };
        if (options.PodUid.Length > 0) attributes["k8s.pod.uid"] = options.PodUid;
        if (clusterUid is not null) attributes["k8s.cluster.uid"] = clusterUid;
        return resource
            .AddService("clusterprobe-agent", serviceVersion: options.Version, serviceInstanceId: options.PodUid.Length > 0 ? options.PodUid : options.PodName)
            .AddAttributes(attributes);
    }
}
