using System.Diagnostics;

namespace ClusterProbe.IntegrationTests;

[Category("ControlPlane")]
internal sealed class WatchdogTests
{
    private const string Report = "CLUSTERPROBE_TEST_CONTROL_PLANE_REPORT";

    /// <summary>Runs itself in a second test host, and kills that one.</summary>
    [Test]
    [CancelAfter(60_000)]
    public async Task TestHost_Killed_TakesItsControlPlaneWithIt(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Report) is { } path) await StartAndWaitAsync(path, cancellationToken);

        await ControlPlaneBinaries.FindAsync(cancellationToken);
        var report = Path.GetTempFileName();
        using var host = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--filter", $"FullyQualifiedName~{nameof(TestHost_Killed_TakesItsControlPlaneWithIt)}"])
        {
            Environment = { [Report] = report },
            RedirectStandardOutput = true,
        })!;
        await Eventually.IsTrueAsync(async () => (await File.ReadAllTextAsync(report, cancellationToken)).EndsWith('\n'), "the control plane runs", cancellationToken);
        var folder = (await File.ReadAllTextAsync(report, cancellationToken)).Trim();
        File.Delete(report);
        Assert.That(Programs(folder), Has.Count.GreaterThanOrEqualTo(3), "etcd, kube-apiserver and the watchdog");

        host.Kill();

        await Eventually.IsTrueAsync(() => Task.FromResult(Programs(folder).Count == 0 && !Directory.Exists(folder)), "processes and folder are gone", cancellationToken);
    }

    private static async Task StartAndWaitAsync(string report, CancellationToken cancellationToken)
    {
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), cancellationToken);
        await File.WriteAllTextAsync(report, controlPlane.Files.Folder + "\n", cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static List<string> Programs(string folder)
        => [.. Directory.EnumerateDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)).Select(CommandLine).Where(line => line.Contains(folder, StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
