using System.Diagnostics;

namespace ClusterProbe.IntegrationTests;

/// <summary>kubectl finds the program under the name of a plugin.</summary>
[Category("ControlPlane")]
internal sealed class KubectlPluginTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Kubectl_ClusterprobeDemo_RunsTheProgramAndPassesItsExitCodeOn(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("clusterprobe-plugin-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "kubectl-clusterprobe"), Path.Combine(AppContext.BaseDirectory, "clusterprobe"));
            var start = new ProcessStartInfo(Path.Combine(await ControlPlaneBinaries.FindAsync(cancellationToken), "kubectl"), ["clusterprobe", "demo", "restricted"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
            using var kubectl = Process.Start(start)!;
            var output = kubectl.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = kubectl.StandardError.ReadToEndAsync(cancellationToken);
            await kubectl.WaitForExitAsync(cancellationToken);
            Assert.That(await output, Does.Contain("CP1002"), await errors);
            Assert.That(kubectl.ExitCode, Is.EqualTo(3));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
