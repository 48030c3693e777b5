using System.Diagnostics;
using ClusterProbe.Monitoring;

namespace ClusterProbe.MonitoringTests;

/// <summary>The commands of the runbooks are understood by the real kubectl, which gets as far as asking for the server.</summary>
[Category("ControlPlane")]
internal sealed class RunbookCommandsTests
{
    private const string HowToGet = "No kubectl: set KUBEBUILDER_ASSETS to a folder with it.";

    // What kubectl says when it can't parse what it was given, in contrast to when it can't reach the server.
    private static readonly string[] Misunderstood = ["unknown flag", "unknown shorthand", "unknown command", "flag needs an argument", "error parsing", "unrecognized", "Usage:", "See 'kubectl", "must specify", "is not valid", "invalid argument"];

    [TestCaseSource(typeof(RunbooksTests), nameof(RunbooksTests.Names))]
    public async Task Commands_AreUnderstood(string name)
    {
        var folder = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? "";
        if (!File.Exists(Path.Combine(folder, "kubectl")))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(HowToGet);
            Assert.Ignore(HowToGet);
        }

        foreach (var command in RunbooksTests.Commands(Repository.Read($"docs/runbooks/{name}.md")).Where(command => command.StartsWith("kubectl ", StringComparison.Ordinal)))
        {
            var said = await RunAsync(folder, command);
            Assert.That(Misunderstood.Where(words => said.Contains(words, StringComparison.OrdinalIgnoreCase)), Is.Empty, $"{command}\n{said}");
        }
    }

    private static async Task<string> RunAsync(string folder, string command)
    {
        // Nobody listens on port 1.
        var start = new ProcessStartInfo("bash", ["-c", $"kubectl() {{ command kubectl --server=http://127.0.0.1:1 --request-timeout=1s \"$@\"; }}; {command}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        start.Environment["KUBECONFIG"] = "/dev/null";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }
}
