using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
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
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", "--nodes", $"{nodes}", "--pods-per-node", $"{PodsPerNode}", "--kubeconfig", simulatedConfig]) { RedirectStandardOutput = true })!;
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
        var program = ServingProgram.Agent("leader", binary, kubeConfig, "node-00000");
        using var agent = program.Start();
        try
        {
            var seconds = await CycleAsync(program.Metrics, cancellationToken).ConfigureAwait(false);
            var peak = ProcessMemory.Mebibytes(agent.Id, "VmHWM");
            Console.WriteLine("| Nodes | Pods | Leader's cycle | Peak memory |\n|---|---|---|---|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {nodes:N0} | {nodes * PodsPerNode:N0} | {seconds:0.0} s | {peak:0} MiB |"));
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

    [GeneratedRegex("""clusterprobe_run_duration_seconds\{scope="cluster"[^}]*\} (\S+)""")]
    private static partial Regex Duration();
}
