using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ClusterProbe.Benchmarks;

/// <summary>Measures <c>clusterprobe check</c> against simulated clusters of growing size, each served by a process of its own.</summary>
internal static class ScaleCommand
{
    private const int PodsPerNode = 30;
    private const int Rounds = 3;

    public static Command Create()
    {
        var binary = new Option<FileInfo>("--binary") { Description = "The published clusterprobe.", Required = true };
        var sizes = new Option<int[]>("--nodes") { Description = "The sizes.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [100, 1_000, 5_000] };
        var command = new Command("scale", "Measures wall time, peak memory and requests of a check on large simulated clusters.") { binary, sizes };
        command.SetAction(async (result, cancellationToken) =>
        {
            Console.WriteLine("| Nodes | Pods | Wall time | Peak memory | Requests |\n|---|---|---|---|---|");
            foreach (var nodes in result.GetValue(sizes)!) Console.WriteLine(await MeasureAsync(result.GetValue(binary)!.FullName, nodes, cancellationToken).ConfigureAwait(false));
            return 0;
        });
        return command;
    }

    private static async Task<string> MeasureAsync(string binary, int nodes, CancellationToken cancellationToken)
    {
        var kubeConfig = Path.GetTempFileName();
        using var server = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            ["serve", "--nodes", $"{nodes}", "--pods-per-node", $"{PodsPerNode}", "--kubeconfig", kubeConfig])
        { RedirectStandardOutput = true })!;
        try
        {
            await server.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            var runs = new List<MeasuredProcess>();
            for (var round = 0; round < Rounds; round++)
            {
                runs.Add(await MeasuredProcess.RunAsync(binary, ["check", "--kubeconfig", kubeConfig, "-o", "json"], keepOutput: true, cancellationToken).ConfigureAwait(false));
            }

            var median = runs.OrderBy(run => run.Seconds).ElementAt(Rounds / 2);
            var requests = JsonNode.Parse(median.Output)!["requests"]!.GetValue<int>();
            return $"| {nodes:N0} | {nodes * PodsPerNode:N0} | {median.Seconds:0.0} s | {runs.Max(run => run.PeakMebibytes)} MiB | {requests} |";
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            File.Delete(kubeConfig);
        }
    }
}
