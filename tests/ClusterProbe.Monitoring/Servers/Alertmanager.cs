namespace ClusterProbe.Monitoring.Servers;

/// <summary>A real Alertmanager that sends everything to one webhook.</summary>
public sealed class Alertmanager : IAsyncDisposable
{
    private readonly MonitoringProgram _program;

    private Alertmanager(MonitoringProgram program) => _program = program;

    /// <summary>Host and port.</summary>
    public string Address => _program.Http.BaseAddress!.Authority;

    /// <summary>The path of the program, under Debian's name or its own; null when it is not installed.</summary>
    public static string? Find() => MonitoringProgram.Find("prometheus-alertmanager") ?? MonitoringProgram.Find("alertmanager");

    /// <summary>Starts one.</summary>
    /// <param name="webhook">Where alerts go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Alertmanager> StartAsync(Uri webhook, CancellationToken cancellationToken) => new(await MonitoringProgram.StartAsync(
        Find() ?? throw new FileNotFoundException("alertmanager is not installed"),
        $$"""
        route:
          receiver: webhook
          group_by: [alertname, cluster, profile, check]
          group_wait: 1s
          group_interval: 1s
        receivers:
        - name: webhook
          webhook_configs:
          - {url: "{{webhook}}", send_resolved: true}
        """,
        (file, data) => [$"--config.file={file}", $"--storage.path={data}", "--web.listen-address=127.0.0.1:0", "--cluster.listen-address="],
        cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
