using System.Diagnostics;

namespace ClusterProbe.IntegrationTests;

/// <summary>Runs programs under a small shell that holds a pipe from this process: when the pipe closes, for whatever reason, they go.</summary>
/// <remarks>A finaliser or an exit handler would not do: nothing of this process runs when it is killed.</remarks>
internal sealed class Watchdog : IAsyncDisposable
{
    private static readonly TimeSpan ReceiptInterval = TimeSpan.FromMilliseconds(10);

    private readonly Process _shell;
    private readonly string _folder;

    private Watchdog(Process shell, string folder)
    {
        (_shell, _folder) = (shell, folder);
        FirstExit = shell.StandardOutput.ReadLineAsync();
    }

    /// <summary>The name of the first program that ended by itself.</summary>
    public Task<string?> FirstExit { get; }

    /// <summary>Starts the watchdog of a folder, which it removes at the end.</summary>
    public static Watchdog Start(string folder)
        => new(Process.Start(new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "ControlPlane", "watchdog.sh"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!, folder);

    /// <summary>Runs a program; its output goes to a log named after it.</summary>
    public async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        await _shell.StandardInput.WriteLineAsync(string.Join('\t', arguments.Prepend(program)));
        await _shell.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal to a program, such as <c>STOP</c> or <c>KILL</c>. When this returns, a program that was killed is gone.</summary>
    public async Task SignalAsync(string program, string signal, CancellationToken cancellationToken = default)
    {
        var receipt = $"signal-{Guid.NewGuid():N}";
        await _shell.StandardInput.WriteLineAsync($"!\t{signal}\t{program}\t{receipt}");
        await _shell.StandardInput.FlushAsync(cancellationToken);
        while (!File.Exists(Path.Combine(_folder, receipt))) await Task.Delay(ReceiptInterval, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
