using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace ClusterProbe.Benchmarks;

/// <summary>Measures an agent at rest, and Debian's node_exporter beside it, under the same scrapes in the same run.</summary>
internal static class ResidentCommand
{
    private const int LatencyScrapes = 1_000;

    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var binary = new Option<FileInfo>("--binary") { Description = "The published clusterprobe.", Required = true };
        var kubeConfig = new Option<FileInfo[]>("--kubeconfig") { Description = "The cluster, with ClusterProbe's definitions, as the agent of node bench-0; a second one for bench-1.", Required = true };
        var exporter = new Option<FileInfo>("--node-exporter") { Description = "node_exporter, to be measured too." };
        var settle = new Option<int>("--settle") { Description = "Seconds before measuring.", DefaultValueFactory = _ => 60 };
        var duration = new Option<int>("--seconds") { Description = "Seconds of measuring.", DefaultValueFactory = _ => 240 };
        var command = new Command("agent", "Measures memory, CPU and scrapes of an agent at rest.") { binary, kubeConfig, exporter, settle, duration };
        command.SetAction((result, cancellationToken) => RunAsync(
            Programs(result.GetValue(binary)!.FullName, result.GetRequiredValue(kubeConfig), result.GetValue(exporter)?.FullName),
            TimeSpan.FromSeconds(result.GetValue(settle)),
            TimeSpan.FromSeconds(result.GetValue(duration)),
            cancellationToken));
        return command;
    }

    private static IEnumerable<ServingProgram> Programs(string binary, FileInfo[] kubeConfigs, string? exporter)
    {
        yield return ServingProgram.Agent("clusterprobe agent (leader)", binary, kubeConfigs[0].FullName, "bench-0");
        yield return ServingProgram.Agent("clusterprobe agent", binary, kubeConfigs[^1].FullName, "bench-1");
        if (exporter is not null) yield return ServingProgram.NodeExporter(exporter);
    }

    private static async Task<int> RunAsync(IEnumerable<ServingProgram> programs, TimeSpan settle, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var running = new List<Running>();
        try
        {
            foreach (var program in programs)
            {
                var process = program.Start();
                running.Add(new(program, process, await FirstScrapeAsync(http, program, cancellationToken).ConfigureAwait(false)));

                // The first one is to lead: the others start when it does.
                if (running.Count == 1) await WaitForAsync(http, program, "clusterprobe_leader 1", cancellationToken).ConfigureAwait(false);
            }

            await ScrapeAsync(http, running, settle, cancellationToken).ConfigureAwait(false);
            var before = running.ConvertAll(entry => entry.Process.TotalProcessorTime);
            running.ForEach(entry => entry.Memory.Clear());
            await ScrapeAsync(http, running, duration, cancellationToken).ConfigureAwait(false);
            Console.WriteLine("| Program | First metrics | Resident memory | of it anonymous | CPU | Series | Scrape p50 | p99 |\n|---|---|---|---|---|---|---|---|");
            foreach (var (entry, cpuBefore) in running.Zip(before))
            {
                entry.Process.Refresh();
                var (resident, anonymous) = entry.Memory.Order().ElementAt(entry.Memory.Count / 2);
                var cpu = (entry.Process.TotalProcessorTime - cpuBefore).TotalMilliseconds / duration.TotalSeconds;
                var latencies = await LatenciesAsync(http, entry.Program, cancellationToken).ConfigureAwait(false);
                var series = (await http.GetStringAsync(entry.Program.Metrics, cancellationToken).ConfigureAwait(false)).Split('\n').Count(line => line.Length > 0 && line[0] != '#');
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {entry.Program.Name} | {entry.First.TotalMilliseconds:0} ms | {resident:0.0} MiB | {anonymous:0.0} MiB | {cpu:0.0} millicores | {series} | {latencies[LatencyScrapes / 2]:0.0} ms | {latencies[LatencyScrapes * 99 / 100]:0.0} ms |"));
            }

            return 0;
        }
        finally
        {
            foreach (var entry in running)
            {
                entry.Process.Kill();
                entry.Process.Dispose();
            }
        }
    }

    private static async Task<TimeSpan> FirstScrapeAsync(HttpClient http, ServingProgram program, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await WaitForAsync(http, program, "", cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task WaitForAsync(HttpClient http, ServingProgram program, string metric, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < StartLimit;)
        {
            try
            {
                if ((await http.GetStringAsync(program.Metrics, cancellationToken).ConfigureAwait(false)).Contains(metric, StringComparison.Ordinal)) return;
            }
            catch (HttpRequestException)
            {
                // It has not started yet.
            }

            await Task.Delay(2, cancellationToken).ConfigureAwait(false);
        }

        throw new TimeoutException($"{program.Name} does not serve {(metric.Length > 0 ? metric : "metrics")}.");
    }

    private static async Task ScrapeAsync(HttpClient http, List<Running> running, TimeSpan duration, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
        {
            foreach (var entry in running)
            {
                _ = await http.GetStringAsync(entry.Program.Metrics, cancellationToken).ConfigureAwait(false);
                entry.Memory.Add((ProcessMemory.Mebibytes(entry.Process.Id, "VmRSS"), ProcessMemory.Mebibytes(entry.Process.Id, "RssAnon")));
            }

            await Task.Delay(ScrapeInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<double[]> LatenciesAsync(HttpClient http, ServingProgram program, CancellationToken cancellationToken)
    {
        var latencies = new double[LatencyScrapes];
        for (var scrape = 0; scrape < LatencyScrapes; scrape++)
        {
            var started = Stopwatch.GetTimestamp();
            _ = await http.GetByteArrayAsync(program.Metrics, cancellationToken).ConfigureAwait(false);
            latencies[scrape] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(latencies);
        return latencies;
    }

    /// <summary>A program that runs, and what memory it had at each scrape: resident, and of it anonymous, in MiB.</summary>
    private sealed record Running(ServingProgram Program, Process Process, TimeSpan First)
    {
        public List<(double Resident, double Anonymous)> Memory { get; } = [];
    }
}
