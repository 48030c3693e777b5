using System.Collections.Immutable;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.Core.Nodes;

/// <summary>Everything that an agent learned about its node in one look, without privilege.</summary>
/// <remarks>
/// It is what the agent's own pod sees. Keys of <c>net.*</c> are of the pod's network namespace, those of <c>user.*</c> of its user
/// namespace; <c>fs.*</c>, <c>vm.*</c> and <c>kernel.*</c> are the node's. Under gVisor or Kata they are the sandbox's.
/// </remarks>
public sealed record NodeFacts
{
    /// <summary>When the node was looked at.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>The architecture as Kubernetes names it, such as <c>amd64</c>; empty when not known.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The kernel's release.</summary>
    public Reading<KernelRelease> Kernel { get; init; }

    /// <summary>The kernel's build options.</summary>
    public Reading<KernelConfig> KernelConfig { get; init; }

    /// <summary>Drivers that are loaded as modules; what is built in is not among them.</summary>
    public Reading<ImmutableSortedSet<string>> Modules { get; init; }

    /// <summary>File systems that the kernel has loaded.</summary>
    public Reading<ImmutableSortedSet<string>> Filesystems { get; init; }

    /// <summary>Tables of legacy iptables in use in the pod's network namespace; only root can read them.</summary>
    public Reading<ImmutableSortedSet<string>> LegacyTables { get; init; }

    /// <summary>The hierarchies of control groups that the agent's own process is in.</summary>
    public Reading<CgroupMode> CgroupHierarchies { get; init; }

    /// <summary>Controllers of version 2 in the agent's view of the control groups.</summary>
    public Reading<ImmutableSortedSet<string>> CgroupControllers { get; init; }

    /// <summary>The MTU of the interface that the pod's default route leaves by, in bytes.</summary>
    public Reading<long> Mtu { get; init; }

    /// <summary><c>fs.inotify.max_user_instances</c>: for each user, over all pods of the node.</summary>
    public Reading<long> InotifyInstances { get; init; }

    /// <summary><c>fs.inotify.max_user_watches</c>: for each user, over all pods of the node.</summary>
    public Reading<long> InotifyWatches { get; init; }

    /// <summary><c>vm.max_map_count</c>.</summary>
    public Reading<long> MaxMapCount { get; init; }

    /// <summary><c>pids.max</c> of the agent's own control group.</summary>
    public Reading<CountLimit> PidLimit { get; init; }

    /// <summary>How many files the agent's own process can open.</summary>
    public Reading<OpenFileLimit> OpenFiles { get; init; }

    /// <summary><c>user.max_user_namespaces</c> of the agent's user namespace.</summary>
    public Reading<long> MaxUserNamespaces { get; init; }

    /// <summary>Whether the agent is in a user namespace of its own, where that number says nothing about the node.</summary>
    public Reading<bool> InUserNamespace { get; init; }

    /// <summary>Debian's <c>kernel.unprivileged_userns_clone</c>.</summary>
    public Reading<long> UnprivilegedUserNamespaces { get; init; }

    /// <summary>Ubuntu's <c>kernel.apparmor_restrict_unprivileged_userns</c>.</summary>
    public Reading<long> AppArmorRestriction { get; init; }

    /// <summary><c>kernel.keys.root_maxkeys</c>.</summary>
    public Reading<long> RootKeys { get; init; }

    /// <summary>Pressure on the CPUs.</summary>
    public Reading<Pressure> CpuPressure { get; init; }

    /// <summary>Pressure on the memory.</summary>
    public Reading<Pressure> MemoryPressure { get; init; }

    /// <summary>Pressure on the disks.</summary>
    public Reading<Pressure> IoPressure { get; init; }

    /// <summary>Whether the cluster's DNS resolves a name that every cluster has; null when nobody looked.</summary>
    public NameLookup? ClusterDns { get; init; }

    /// <summary>What came of connecting to the endpoints of the profiles; null when nobody looked.</summary>
    public ImmutableArray<EndpointResult>? Endpoints { get; init; }

    /// <summary>How far the node's clock is from the API server's; null when it was not measured.</summary>
    public ClockSkew? ClockSkew { get; init; }

    /// <summary>The facts that nodes are compared by, as short bounded texts: what is unknown is left out.</summary>
    public ImmutableSortedDictionary<string, string> Published => PublishedFacts.Of(this);
}
