using System.Diagnostics;
using ClusterProbe.Simulator;

namespace ClusterProbe.IntegrationTests.Parity;

/// <summary>The demo in a process of its own, where JSON knows no reflection, as in the native program.</summary>
internal sealed class DemoProcessTests
{
    private static IEnumerable<string> Names => Scenario.Names;

    [TestCaseSource(nameof(Names))]
    [CancelAfter(60_000)]
    public async Task Demo_NoQuestionOfAnyCheck_BreaksTheServer(string name, CancellationToken cancellationToken)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "clusterprobe.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "demo", name, "-o", "json"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.Multiple(async () =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(0).Or.EqualTo(3), await errors);
            Assert.That(output, Does.Contain("\"findings\"").And.Not.Contain("ServerError"));
        });
    }
}
