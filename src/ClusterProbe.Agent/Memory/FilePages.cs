using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ClusterProbe.Agent.Memory;

/// <summary>Unmaps the pages of the program and its libraries that were read so far.</summary>
/// <remarks>
/// Most of a program's file is read once, at the start. What is needed again comes back from the page cache without reading the disk
/// (madvise(2), MADV_DONTNEED on a private mapping of a file).
/// </remarks>
[SupportedOSPlatform("linux")]
internal static partial class FilePages
{
    private const int DontNeed = 4;

    private const string Mappings = "/proc/self/smaps";

    /// <summary>Unmaps them. Where the kernel doesn't show the mappings, nothing happens: this spares memory and changes nothing else.</summary>
    public static void Release()
    {
        try
        {
            foreach (var mapping in FileMapping.Unchanged(File.ReadLines(Mappings))) _ = Advise((nint)mapping.Start, (nuint)mapping.Length, DontNeed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint length, int advice);
}
