using System.Diagnostics;

namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>Runs programs.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end and returns what it said, whether or not it succeeded.</summary>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string stdin = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(stdin);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>What a program said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What it printed. Fails the test when it failed.</summary>
    public string EnsureSuccess()
    {
        Assert.That(ExitCode, Is.Zero, $"{Errors}{Output}");
        return Output;
    }
}
