namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>Traces, metrics and logs arrive at a real OTLP receiver.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class TelemetryTests
{
    [TestCase("http/protobuf")]
    [CancelAfter(240_000)]
    public async Task Agent_WithAnOtlpEndpoint_SendsTracesMetricsAndLogs(string protocol, CancellationToken cancellationToken)
    {
        await using var receiver = await OtlpReceiver.StartAsync(cancellationToken);
        await using var fleet = await AgentFleet.StartAsync(1, cancellationToken, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            ["POD_UID"] = "0d9c5a9e-0000-4000-8000-000000000001",
        });
        await fleet.WaitForAsync("ci", "True", cancellationToken);

        await ReceivedAsync("spans", "\"cluster cycle\"", "\"evaluate profile\"", "\"collect Nodes\"", "\"node cycle\"", "\"list pods\"", "\"patch nodereadinesses\"");
        await ReceivedAsync("spans", "\"k8s.node.name\"", "\"node-0\"", "\"k8s.cluster.uid\"", "\"k8s.pod.uid\"", "\"clusterprobe-agent\"");
        await ReceivedAsync("logs", "Leading: this agent evaluates the cluster", "\"k8s.node.name\"");
        await ReceivedAsync("resources", "\"hasMetrics\":true");

        Task ReceivedAsync(string what, params string[] texts)
        {
            var received = "";
            return Eventually.IsTrueAsync(
                async () => texts.All((received = await receiver.ReceivedAsync(what, cancellationToken)).Contains),
                () => $"{string.Join(", ", texts.Where(text => !received.Contains(text, StringComparison.Ordinal)))} in {received[..Math.Min(received.Length, 4000)]}",
                cancellationToken);
        }
    }
}
