namespace ClusterProbe.Core.Nodes;

/// <summary>The keys of the facts that nodes are compared by.</summary>
public static class NodeFactKeys
{
    /// <summary>Such as <c>amd64</c>.</summary>
    public const string Architecture = "architecture";

    /// <summary>The kernel's release.</summary>
    public const string Kernel = "kernel";

    /// <summary><c>v1</c>, <c>hybrid</c> or <c>v2</c>.</summary>
    public const string Cgroup = "cgroup";

    /// <summary>Those of the controllers that builds need which are there, such as <c>cpu cpuset io memory pids</c>.</summary>
    public const string CgroupControllers = "cgroup-controllers";

    /// <summary><c>supported</c> or <c>missing</c>.</summary>
    public const string Overlay = "overlay";

    /// <summary><c>legacy</c>, <c>nftables</c>, <c>both</c> or <c>none</c>.</summary>
    public const string Iptables = "iptables";

    /// <summary>In bytes.</summary>
    public const string Mtu = "mtu";

    /// <summary>For each user of the node.</summary>
    public const string InotifyInstances = "inotify-instances";

    /// <summary>For each user of the node.</summary>
    public const string InotifyWatches = "inotify-watches";

    /// <summary><c>vm.max_map_count</c>.</summary>
    public const string MaxMapCount = "max-map-count";

    /// <summary>A number, or <c>unlimited</c>.</summary>
    public const string PidLimit = "pid-limit";

    /// <summary>The hard limit: a number, or <c>unlimited</c>.</summary>
    public const string OpenFiles = "open-files";

    /// <summary><c>allowed</c>, <c>off</c> or <c>restricted</c>.</summary>
    public const string UserNamespaces = "user-namespaces";

    /// <summary><c>restricted</c> or <c>unrestricted</c>.</summary>
    public const string AppArmorUserNamespaces = "apparmor-userns";

    /// <summary><c>kernel.keys.root_maxkeys</c>.</summary>
    public const string RootKeys = "root-keys";

    /// <summary><c>resolves</c> or <c>fails</c>.</summary>
    public const string Dns = "dns";

    /// <summary>Reachable ones of all: <c>3/4</c>.</summary>
    public const string Endpoints = "endpoints";
}
