using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Benchmarks;

/// <summary>Measures <c>clusterprobe check</c> side by side with a bare read of the same lists and with kubectl, on a cluster that is there.</summary>
internal static partial class CompareCommand
{
    private const int Rounds = 3;

    private static readonly string[] Lists = ["api/v1/pods", "api/v1/nodes"];

    public static Command Create()
    {
        var binary = new Option<FileInfo>("--binary") { Description = "The published clusterprobe.", Required = true };
        var kubectl = new Option<FileInfo>("--kubectl") { Description = "kubectl, to be measured too." };
        var kubeConfig = new Option<FileInfo>("--kubeconfig") { Description = "The cluster.", Required = true };
        var command = new Command("compare", "Measures a check beside a bare paged read of pods and nodes, and beside kubectl.") { binary, kubectl, kubeConfig };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(binary)!.FullName, result.GetValue(kubectl)?.FullName, result.GetValue(kubeConfig)!.FullName, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string binary, string? kubectl, string kubeConfig, CancellationToken cancellationToken)
    {
        Console.WriteLine("| What | Wall time | Peak memory |\n|---|---|---|");
        var bare = new List<(double Seconds, long Bytes)>();
        var checks = new List<MeasuredProcess>();
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await ReadBareAsync(kubeConfig, cancellationToken).ConfigureAwait(false));
            checks.Add(await MeasuredProcess.RunAsync(binary, ["check", "--kubeconfig", kubeConfig, "-n", "load-0"], keepOutput: false, cancellationToken).ConfigureAwait(false));
        }

        var floor = bare.OrderBy(read => read.Seconds).ElementAt(Rounds / 2);
        var check = checks.OrderBy(run => run.Seconds).ElementAt(Rounds / 2);
        Console.WriteLine($"| bare paged read of {floor.Bytes / 1_000_000} MB | {floor.Seconds:0.0} s | |");
        Console.WriteLine($"| clusterprobe check | {check.Seconds:0.0} s ({check.Seconds / floor.Seconds:0.00} times the bare read) | {checks.Max(run => run.PeakMebibytes)} MiB |");
        if (kubectl is not null)
        {
            var listing = await MeasuredProcess.RunAsync(kubectl, ["--kubeconfig", kubeConfig, "get", "pods", "-A", "-o", "json"], keepOutput: false, cancellationToken).ConfigureAwait(false);
            Console.WriteLine($"| kubectl get pods -A -o json | {listing.Seconds:0.0} s | {listing.PeakMebibytes} MiB |");
        }

        return 0;
    }

    /// <summary>Reads the lists page by page and looks at nothing but the continue token: what no scan can beat without reading less.</summary>
    private static async Task<(double Seconds, long Bytes)> ReadBareAsync(string kubeConfig, CancellationToken cancellationToken)
    {
        var connection = await new KubeConfigLoader(_ => null, TimeProvider.System).LoadAsync(kubeConfig, context: null, cancellationToken).ConfigureAwait(false);
        using var http = ApiHttp.Create(connection);
        var started = Stopwatch.GetTimestamp();
        var bytes = 0L;
        var buffer = new byte[1 << 20];
        foreach (var list in Lists)
        {
            var token = "";
            do
            {
                await using var page = await http.GetStreamAsync(new Uri($"{list}?limit=2000&continue={token}", UriKind.Relative), cancellationToken).ConfigureAwait(false);
                var head = "";
                for (int read; (read = await page.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; bytes += read)
                {
                    if (head.Length < 4096) head += Encoding.UTF8.GetString(buffer, 0, Math.Min(read, 4096));
                }

                token = ContinueToken().Match(head).Groups[1].Value;
            }
            while (token.Length > 0);
        }

        return (Stopwatch.GetElapsedTime(started).TotalSeconds, bytes);
    }

    [GeneratedRegex("\"continue\":\"([^\"]+)\"")]
    private static partial Regex ContinueToken();
}
