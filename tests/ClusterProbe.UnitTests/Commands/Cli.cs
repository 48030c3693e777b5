using System.Diagnostics;

namespace ClusterProbe.UnitTests.Commands;

/// <summary>Runs the built program as a user does.</summary>
internal static class Cli
{
    public static Task<CliResult> RunAsync(string[] arguments, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
        => RunAsync(arguments, _ => Task.CompletedTask, cancellationToken, environment);

    /// <summary>Runs it, and does something to the process meanwhile.</summary>
    public static async Task<CliResult> RunAsync(
        string[] arguments, Func<Process, Task> meanwhile, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "clusterprobe"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["KUBECONFIG"] = "";
        start.Environment["HOME"] = Path.Combine(Path.GetTempPath(), "nobody");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await meanwhile(process);
            await process.WaitForExitAsync(cancellationToken);
            return new CliResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}

internal sealed record CliResult(int ExitCode, string Output, string Errors);
