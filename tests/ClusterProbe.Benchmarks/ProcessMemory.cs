using System.Globalization;

namespace ClusterProbe.Benchmarks;

/// <summary>What the kernel says of a process's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>A field of <c>/proc/PID/status</c> in MiB; 0 when the process has ended.</summary>
    /// <param name="process">The process.</param>
    /// <param name="field">For example <c>VmRSS</c>, or <c>VmHWM</c>, the most that was resident at once.</param>
    public static double Mebibytes(int process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(field.Length + 1).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
