using System.Text.RegularExpressions;
using ClusterProbe.IntegrationTests;

namespace ClusterProbe.Monitoring.Servers;

/// <summary>A program that serves HTTP on a free port of loopback, under a watchdog that ends it and removes its folder.</summary>
public sealed partial class MonitoringProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Watchdog _watchdog;

    private MonitoringProgram(Watchdog watchdog, string folder, Uri address)
    {
        _watchdog = watchdog;
        Folder = folder;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>A client for it.</summary>
    public HttpClient Http { get; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>What to install; null when everything is there.</summary>
    public static string? Missing => Find("prometheus") is null || Find("promtool") is null || Alertmanager.Find() is null
        ? "No prometheus, promtool and alertmanager on the PATH: apt-get install prometheus prometheus-alertmanager."
        : null;

    /// <summary>The path of a program of this name, or null when it is not installed.</summary>
    /// <param name="name">Such as <c>promtool</c>.</param>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Starts one, and returns when it listens.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="arguments">Its arguments, made from the paths of the configuration and of a folder for its data.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MonitoringProgram> StartAsync(
        string program, string configuration, Func<string, string, IEnumerable<string>> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("clusterprobe-monitoring-").FullName;
        var file = Path.Combine(folder, "configuration.yaml");
        await File.WriteAllTextAsync(file, configuration, cancellationToken).ConfigureAwait(false);
        var watchdog = Watchdog.Start(folder);
        try
        {
            await watchdog.RunAsync(program, arguments(file, Path.Combine(folder, "data"))).ConfigureAwait(false);
            var address = await WaitForAddressAsync(watchdog, Path.Combine(folder, $"{Path.GetFileName(program)}.log"), cancellationToken).ConfigureAwait(false);
            var started = new MonitoringProgram(watchdog, folder, new Uri($"http://{address}/"));
            await started.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
            return started;
        }
        catch
        {
            await watchdog.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _watchdog.DisposeAsync().ConfigureAwait(false);
    }

    // Both listen before they have read their data.
    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            using var response = await Http.GetAsync(new Uri("-/ready", UriKind.Relative), limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return;
            await Task.Delay(Interval, limit.Token).ConfigureAwait(false);
        }
    }

    // Both programs log the address that they got when they were asked to listen on port 0.
    private static async Task<string> WaitForAddressAsync(Watchdog watchdog, string log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            var text = File.Exists(log) ? await File.ReadAllTextAsync(log, limit.Token).ConfigureAwait(false) : "";
            if (Listening().Match(text) is { Success: true } match) return match.Groups[1].Value;
            if (watchdog.FirstExit.IsCompleted) throw new InvalidOperationException(text);
            await Task.WhenAny(watchdog.FirstExit, Task.Delay(Interval, limit.Token)).ConfigureAwait(false);
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    [GeneratedRegex("""msg="Listening on" address=(\S+)""")]
    private static partial Regex Listening();
}
