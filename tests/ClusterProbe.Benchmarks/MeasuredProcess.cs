using System.Diagnostics;

namespace ClusterProbe.Benchmarks;

/// <summary>Runs a program to its end and measures it.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="PeakMebibytes">The most memory that was resident at once.</param>
/// <param name="Output">Standard output; empty when it was thrown away.</param>
/// <param name="ExitCode">The exit code.</param>
internal sealed record MeasuredProcess(double Seconds, long PeakMebibytes, string Output, int ExitCode)
{
    private static readonly TimeSpan SamplingInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="keepOutput">Whether the output is wanted; otherwise it is read and thrown away, as by a pipe to <c>/dev/null</c>.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public static async Task<MeasuredProcess> RunAsync(string program, IEnumerable<string> arguments, bool keepOutput, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = keepOutput ? process.StandardOutput.ReadToEndAsync(cancellationToken) : DrainAsync(process.StandardOutput, cancellationToken);
        var errors = DrainAsync(process.StandardError, cancellationToken);
        var exit = process.WaitForExitAsync(cancellationToken);
        var peak = 0.0; // the kernel's own high-water mark: sampling it misses nothing but the process's last moments
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, ProcessMemory.Mebibytes(process.Id, "VmHWM"));
            await Task.WhenAny(exit, Task.Delay(SamplingInterval, cancellationToken)).ConfigureAwait(false);
        }

        await exit.ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await errors.ConfigureAwait(false);
        return new MeasuredProcess(seconds, (long)peak, await output.ConfigureAwait(false), process.ExitCode);
    }

    private static async Task<string> DrainAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        await reader.BaseStream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return "";
    }
}
