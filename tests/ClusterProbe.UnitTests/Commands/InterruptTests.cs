using System.Diagnostics;
using System.Globalization;

namespace ClusterProbe.UnitTests.Commands;

/// <summary>Ctrl-C ends a run at once, whatever it waits for.</summary>
[Platform(Exclude = "Win")]
[CancelAfter(60_000)]
internal sealed class InterruptTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("clusterprobe-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Check_InterruptedWhileTheServerIsSilent_EndsAtOnceAndLeavesNothingBehind(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource();
        await using var server = RawServer.Start((_, _, token) =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, token);
        });
        var config = Path.Combine(_folder, "config");
        await File.WriteAllTextAsync(config, $$"""
            apiVersion: v1
            kind: Config
            current-context: silent
            clusters: [{name: silent, cluster: {server: "{{server.Address}}"} }]
            contexts: [{name: silent, context: {cluster: silent} }]
            """, cancellationToken);
        var interrupted = 0L;
        var result = await Cli.RunAsync(
            ["check", "--kubeconfig", config, "--timeout", "10m", "--wait", "1h", "--fixes", Path.Combine(_folder, "fixes"), "--save-facts", Path.Combine(_folder, "facts.json")],
            async process =>
            {
                await asked.Task.WaitAsync(cancellationToken);
                interrupted = Stopwatch.GetTimestamp();
                using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync(cancellationToken);
            },
            cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(130), result.Errors);
        Assert.That(result.Errors, Does.Contain("Interrupted."));
        Assert.That(result.Output, Is.Empty);
        Assert.That(Stopwatch.GetElapsedTime(interrupted), Is.LessThan(TimeSpan.FromSeconds(10)), "long before the time-out");
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.EqualTo(new[] { config }));
    }
}
