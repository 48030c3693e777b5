using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Benchmarks;

/// <summary>Measures the cycle of an agent that leads a large cluster.</summary>
internal static partial class LeaderCommand
{
    private const int PodsPerNode = 30;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var binary = new Option<FileInfo>("--binary") { Description = "The published clusterprobe.", Required = true };
        var kubeConfig = new Option<FileInfo>("--kubeconfig") { Description = "A cluster with ClusterProbe installed, one ClusterReadiness, and the agent's own credentials; its own nodes and pods are not looked at.", Required = true };
        var nodes = new Option<int>("--nodes") { Description = "How many nodes.", DefaultValueFactory = _ => 5_000 };
        var command = new Command("leader", "Measures the cycle of an agent that leads a large cluster.") { binary, kubeConfig, nodes };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(binary)!.FullName, result.GetValue(kubeConfig)!.FullName, result.GetValue(nodes), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string binary, string kubeConfig, int nodes, CancellationToken cancellationToken)
    {
        var (simulatedConfig, proxyConfig) = (Path.GetTempFileName(), Path.GetTempFileName());
        using var server = Start(Environment.ProcessPath!, ["serve", "--nodes", $"{nodes}", "--pods-per-node", $"{PodsPerNode}", "--kubeconfig", simulatedConfig]);
        try
        {
            await server.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            using var simulated = await ConnectAsync(simulatedConfig, cancellationToken).ConfigureAwait(false);
            using var real = await ConnectAsync(kubeConfig, cancellationToken).ConfigureAwait(false);
            var proxy = new LargeListsProxy(simulated, real);
            await using var proxyEnds = proxy.ConfigureAwait(false);
            await File.WriteAllTextAsync(proxyConfig, ServeCommand.KubeConfig(await proxy.StartAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
            await MeasureAsync(binary, proxyConfig, nodes, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            File.Delete(simulatedConfig);
            File.Delete(proxyConfig);
        }
    }

    private static async Task MeasureAsync(string binary, string kubeConfig, int nodes, CancellationToken cancellationToken)
    {
        var port = FreePort();
        using var agent = Start(binary, ["agent", "--kubeconfig", kubeConfig, "--node-name", "node-00000", "--listen", $"127.0.0.1:{port}"]);
        _ = agent.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        try
        {
            var seconds = await CycleAsync(new Uri($"http://127.0.0.1:{port}/metrics"), cancellationToken).ConfigureAwait(false);
            var peak = long.Parse(PeakField().Match(await File.ReadAllTextAsync($"/proc/{agent.Id}/status", cancellationToken).ConfigureAwait(false)).Groups[1].Value, CultureInfo.InvariantCulture);
            Console.WriteLine("| Nodes | Pods | Leader's cycle | Peak memory |\n|---|---|---|---|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {nodes:N0} | {nodes * PodsPerNode:N0} | {seconds:0.0} s | {peak >> 10} MiB |"));
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<double> CycleAsync(Uri metrics, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Limit;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            try
            {
                if (Duration().Match(await http.GetStringAsync(metrics, cancellationToken).ConfigureAwait(false)) is { Success: true } found) return double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
            }
            catch (HttpRequestException)
            {
                // It has not started yet.
            }
        }

        throw new TimeoutException("The agent has not finished a cycle: does it lead, and is there a ClusterReadiness?");
    }

    private static async Task<HttpClient> ConnectAsync(string kubeConfig, CancellationToken cancellationToken)
        => ApiHttp.Create(await new KubeConfigLoader(_ => null, TimeProvider.System).LoadAsync(kubeConfig, context: null, cancellationToken).ConfigureAwait(false));

    private static Process Start(string program, IEnumerable<string> arguments)
        => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, Environment = { ["DOTNET_GCgen0size"] = "400000" } })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("""clusterprobe_run_duration_seconds\{scope="cluster"[^}]*\} (\S+)""")]
    private static partial Regex Duration();

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex PeakField();
}
