namespace ClusterProbe.Agent.Memory;

/// <summary>Gives back what only a burst of work needed: the start, or a look at a whole cluster.</summary>
/// <remarks>
/// An agent at rest allocates so little that the runtime would not collect the old generation for hours, and the kernel of a node with
/// memory to spare takes no page back: what a burst left there would stay resident on every node.
/// </remarks>
internal static class SpareMemory
{
    /// <summary>Collects all garbage, moves the rest together, and returns the free pages to the kernel: some milliseconds for a small heap.</summary>
    public static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ReleaseProgram();
    }

    /// <summary>Gives back the pages of the program's file alone: about a millisecond, and again some for those that are needed later.</summary>
    public static void ReleaseProgram()
    {
        if (OperatingSystem.IsLinux()) FilePages.Release();
    }
}
