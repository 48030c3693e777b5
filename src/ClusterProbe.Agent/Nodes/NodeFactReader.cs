using System.Runtime.InteropServices;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Reads what /proc and /sys tell about the node to a pod without privilege. It asks nobody, and changes nothing.</summary>
/// <param name="time">The clock.</param>
/// <param name="root">The folder that holds <c>proc</c> and <c>sys</c>.</param>
public sealed class NodeFactReader(TimeProvider time, string root = "/")
{
    private const string Ipv4Routes = "/proc/net/route";
    private const string Ipv6Routes = "/proc/net/ipv6_route";

    private readonly ProcFiles files = new(root);

    /// <summary>A kernel's configuration can't change while a process runs, and is by far the largest file.</summary>
    private Reading<KernelConfig>? config;

    /// <summary>Reads all of it: some twenty small files. Not for several callers at once.</summary>
    public NodeFacts Read() => new()
    {
        CollectedAt = time.GetUtcNow(),
        Architecture = ArchitectureName(RuntimeInformation.OSArchitecture),
        Kernel = files.Text("/proc/sys/kernel/osrelease").As(KernelRelease.Parse),
        KernelConfig = config ??= KernelConfigFile.Read(files),
        Modules = files.Text("/proc/modules").As(ProcText.FirstWords),
        Filesystems = files.Text("/proc/filesystems").As(ProcText.LastWords),
        LegacyTables = files.Text("/proc/net/ip_tables_names").As(ProcText.FirstWords),
        CgroupHierarchies = files.Text("/proc/self/cgroup").As(CgroupText.Mode),
        CgroupControllers = files.Text("/sys/fs/cgroup/cgroup.controllers").As(ProcText.Words),
        Mtu = Mtu(),
        InotifyInstances = Sysctl("fs/inotify/max_user_instances"),
        InotifyWatches = Sysctl("fs/inotify/max_user_watches"),
        MaxMapCount = Sysctl("vm/max_map_count"),
        PidLimit = PidLimit(),
        OpenFiles = files.Text("/proc/self/limits").As(OpenFileLimit.Parse),
        MaxUserNamespaces = Sysctl("user/max_user_namespaces"),
        InUserNamespace = files.Text("/proc/self/uid_map").As(UidMap.IsNested),
        UnprivilegedUserNamespaces = Sysctl("kernel/unprivileged_userns_clone"),
        AppArmorRestriction = Sysctl("kernel/apparmor_restrict_unprivileged_userns"),
        RootKeys = Sysctl("kernel/keys/root_maxkeys"),
        CpuPressure = files.Text("/proc/pressure/cpu").As(Pressure.Parse),
        MemoryPressure = files.Text("/proc/pressure/memory").As(Pressure.Parse),
        IoPressure = files.Text("/proc/pressure/io").As(Pressure.Parse),
    };

    /// <summary>The name that Kubernetes gives an architecture in <c>kubernetes.io/arch</c>.</summary>
    /// <param name="architecture">The architecture.</param>
    internal static string ArchitectureName(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture.Arm64 => "arm64",
        Architecture.Arm or Architecture.Armv6 => "arm",
        Architecture.S390x => "s390x",
        Architecture.Ppc64le => "ppc64le",
        Architecture.RiscV64 => "riscv64",
        Architecture.LoongArch64 => "loong64",
        _ => "",
    };

    /// <summary>Version 1 has the controller in a folder of its own.</summary>
    private Reading<CountLimit> PidLimit()
    {
        var unified = files.Text("/sys/fs/cgroup/pids.max").As(ProcText.Limit);
        return unified.IsAbsent && files.Text("/sys/fs/cgroup/pids/pids.max").As(ProcText.Limit) is { State: not FactState.Absent } own ? own : unified;
    }

    private Reading<long> Mtu()
    {
        var ipv4 = files.Text(Ipv4Routes);
        var ipv6 = files.Text(Ipv6Routes);
        var name = ipv4.IsKnown(out var routes) ? DefaultRoute.OfIpv4(routes) : null;
        name ??= ipv6.IsKnown(out routes) ? DefaultRoute.OfIpv6(routes) : null;
        if (name is not null) return files.Text($"/sys/class/net/{name}/mtu").As(ProcText.Number);
        return ipv4.State == FactState.Known
            ? Reading.Unknown<long>($"a default route in {Ipv4Routes} and {Ipv6Routes}", ReadingGap.NotListed)
            : ipv4.As(ProcText.Number);
    }

    private Reading<long> Sysctl(string key) => files.Text($"/proc/sys/{key}").As(ProcText.Number);
}
