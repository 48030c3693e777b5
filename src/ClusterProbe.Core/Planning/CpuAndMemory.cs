using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Planning;

/// <summary>An amount of the two resources that builds are sized by.</summary>
/// <param name="MilliCpu">CPU in thousandths.</param>
/// <param name="Bytes">Memory in bytes.</param>
public readonly record struct CpuAndMemory(long MilliCpu, long Bytes)
{
    /// <summary>CPU in thousandths and memory in mebibytes.</summary>
    /// <param name="milliCpu">CPU in thousandths.</param>
    /// <param name="mebibytes">Memory in mebibytes.</param>
    public static CpuAndMemory Of(long milliCpu, long mebibytes) => new(milliCpu, mebibytes << 20);

    /// <summary>Both together.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other.</param>
    public static CpuAndMemory operator +(CpuAndMemory left, CpuAndMemory right)
        => new(left.MilliCpu + right.MilliCpu, left.Bytes + right.Bytes);

    /// <summary>What is left.</summary>
    /// <param name="left">The amount.</param>
    /// <param name="right">What is taken from it.</param>
    public static CpuAndMemory operator -(CpuAndMemory left, CpuAndMemory right)
        => new(left.MilliCpu - right.MilliCpu, left.Bytes - right.Bytes);

    /// <summary>A share, rounded down.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="parts">Into how many shares it is split.</param>
    public static CpuAndMemory operator /(CpuAndMemory amount, int parts) => new(amount.MilliCpu / parts, amount.Bytes / parts);

    /// <summary>The same amount some times.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="times">How many times.</param>
    public static CpuAndMemory operator *(CpuAndMemory amount, int times) => new(amount.MilliCpu * times, amount.Bytes * times);

    /// <summary>The larger CPU and the larger memory, which may be one of each.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other.</param>
    public static CpuAndMemory Max(CpuAndMemory left, CpuAndMemory right)
        => new(Math.Max(left.MilliCpu, right.MilliCpu), Math.Max(left.Bytes, right.Bytes));

    /// <summary>All of them together.</summary>
    /// <param name="amounts">The amounts.</param>
    public static CpuAndMemory Sum(params IEnumerable<CpuAndMemory> amounts)
        => amounts.Aggregate(default(CpuAndMemory), (sum, amount) => sum + amount);

    /// <summary>As requests or limits of a container.</summary>
    public ResourceList ToResources() => ResourceList.Of(("cpu", MilliCpu), ("memory", Bytes));
}
