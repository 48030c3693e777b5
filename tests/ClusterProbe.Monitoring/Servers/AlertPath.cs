using System.Text.RegularExpressions;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.Monitoring.Servers;

/// <summary>Prometheus with the shipped rules, Alertmanager and a receiver. Alerts need seconds of persistence, not minutes.</summary>
public sealed partial class AlertPath : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _rules;
    private readonly Alertmanager _alertmanager;

    private AlertPath(AlertReceiver receiver, Alertmanager alertmanager, PrometheusServer prometheus, string rules)
        => (Receiver, _alertmanager, Prometheus, _rules) = (receiver, alertmanager, prometheus, rules);

    /// <summary>What arrives.</summary>
    public AlertReceiver Receiver { get; }

    /// <summary>The Prometheus.</summary>
    public PrometheusServer Prometheus { get; }

    /// <summary>Starts all three.</summary>
    /// <param name="configure">Makes the configuration of Prometheus.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AlertPath> StartAsync(Func<PrometheusOptions, string> configure, CancellationToken cancellationToken)
    {
        var rules = Path.ChangeExtension(Path.GetTempFileName(), ".yaml");
        await File.WriteAllTextAsync(rules, Persistence().Replace(Repository.Read(RuleFile.Path), "for: 2s"), cancellationToken).ConfigureAwait(false);
        var receiver = await AlertReceiver.StartAsync(cancellationToken).ConfigureAwait(false);
        var alertmanager = await Alertmanager.StartAsync(receiver.Address, cancellationToken).ConfigureAwait(false);
        var options = new PrometheusOptions { RulesFile = rules, Alertmanager = alertmanager.Address };
        return new AlertPath(receiver, alertmanager, await PrometheusServer.StartAsync(configure(options), cancellationToken).ConfigureAwait(false), rules);
    }

    /// <summary>Waits until an alert about a check arrives.</summary>
    /// <param name="status"><c>firing</c> or <c>resolved</c>.</param>
    /// <param name="name">The alert's name.</param>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReceivedAlert> WaitForAsync(string status, string name, string check, CancellationToken cancellationToken)
    {
        for (var end = DateTime.UtcNow + Limit; DateTime.UtcNow < end; await Task.Delay(Interval, cancellationToken).ConfigureAwait(false))
        {
            var arrived = Receiver.Alerts.FirstOrDefault(alert => alert.Status == status && alert.Labels["alertname"] == name && alert.Labels.GetValueOrDefault("check") == check);
            if (arrived is not null) return arrived;
        }

        var others = string.Join(", ", Receiver.Alerts.Select(alert => $"{alert.Status} {alert.Labels["alertname"]} {alert.Labels.GetValueOrDefault("check")}"));
        throw new TimeoutException($"{name} {check} did not arrive as {status}. What did: {others}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync().ConfigureAwait(false);
        await _alertmanager.DisposeAsync().ConfigureAwait(false);
        await Receiver.DisposeAsync().ConfigureAwait(false);
        File.Delete(_rules);
    }

    [GeneratedRegex("for: [0-9]+[mh]")]
    private static partial Regex Persistence();
}
