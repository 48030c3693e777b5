using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>The Aspire dashboard: a real receiver of OTLP, and an API that says what it has received.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _home;
    private readonly HttpClient _api;

    private OtlpReceiver(Process process, string home, Uri endpoint, Uri api)
    {
        (_process, _home, Endpoint) = (process, home, endpoint);
        _api = new HttpClient { BaseAddress = api };
    }

    /// <summary>Where telemetry is sent to, by HTTP.</summary>
    public Uri Endpoint { get; }

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var folder = typeof(OtlpReceiver).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "OtlpReceiver").Value!;
        var home = Directory.CreateTempSubdirectory("clusterprobe-otlp-").FullName;
        var start = new ProcessStartInfo(Path.Combine(folder, "Aspire.Dashboard")) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = home,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://127.0.0.1:0",
            ["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured",
            ["DASHBOARD__OTLP__AUTHMODE"] = "Unsecured",
            ["DASHBOARD__API__AUTHMODE"] = "Unsecured",
            ["DASHBOARD__API__ENABLED"] = "true",
        }) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Uri? frontend = null, otlp = null;
        while ((frontend is null || otlp is null) && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains("Now listening on: ", StringComparison.Ordinal)) frontend = AddressIn(line);
            if (line.Contains("OTLP/HTTP listening on: ", StringComparison.Ordinal)) otlp = AddressIn(line);
        }

        // Read on, or it would block when the pipe is full.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new OtlpReceiver(process, home, otlp!, frontend!);
    }

    /// <summary>What it has received: <c>resources</c>, <c>spans</c> or <c>logs</c>.</summary>
    public async Task<string> ReceivedAsync(string what, CancellationToken cancellationToken)
        => JsonNode.Parse(await _api.GetStringAsync(new Uri($"api/telemetry/{what}", UriKind.Relative), cancellationToken))!.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _api.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private static Uri AddressIn(string line) => new(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
}
