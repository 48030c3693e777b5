using System.IO.Compression;
using System.Text;
using ClusterProbe.Agent.Nodes;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>A copy of the files of /proc and /sys that matter, in a folder that is deleted in the end.</summary>
internal sealed class FakeNode : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("clusterprobe-node-").FullName;

    /// <summary>The file's content; null deletes it.</summary>
    public string? this[string path]
    {
        set
        {
            if (value is null) File.Delete(FullPath(path));
            else Write(path, Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>A node as a recent distribution has it.</summary>
    public static FakeNode Healthy()
    {
        var node = new FakeNode
        {
            ["/proc/sys/kernel/osrelease"] = "6.8.0-31-generic\n",
            ["/proc/modules"] = "overlay 200704 1 - Live 0x0\nnf_tables 372736 3 nft_compat, Live 0x0\niptable_nat 12288 0 - Live 0x0\n",
            ["/proc/filesystems"] = "nodev\tsysfs\nnodev\toverlay\n\text4\n",
            ["/proc/net/ip_tables_names"] = "",
            ["/proc/self/cgroup"] = "0::/kubepods.slice/x\n",
            ["/sys/fs/cgroup/cgroup.controllers"] = "cpuset cpu io memory hugetlb pids rdma\n",
            ["/sys/fs/cgroup/pids.max"] = "max\n",
            ["/proc/net/route"] = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\neth0\t00000000\t0100F40A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n",
            ["/sys/class/net/eth0/mtu"] = "1500\n",
            ["/proc/sys/fs/inotify/max_user_instances"] = "8192\n",
            ["/proc/sys/fs/inotify/max_user_watches"] = "524288\n",
            ["/proc/sys/vm/max_map_count"] = "1048576\n",
            ["/proc/self/limits"] = Limits("1048576", "1048576"),
            ["/proc/sys/user/max_user_namespaces"] = "62857\n",
            ["/proc/self/uid_map"] = "         0          0 4294967295\n",
            ["/proc/sys/kernel/apparmor_restrict_unprivileged_userns"] = "0\n",
            ["/proc/sys/kernel/keys/root_maxkeys"] = "1000000\n",
            ["/proc/pressure/cpu"] = PressureOf("0.10"),
            ["/proc/pressure/memory"] = PressureOf("0.10"),
            ["/proc/pressure/io"] = PressureOf("0.10"),
        };
        node.WriteConfig("CONFIG_OVERLAY_FS=m\nCONFIG_VETH=m\nCONFIG_BRIDGE=m\nCONFIG_NF_NAT=m\nCONFIG_IP_NF_NAT=m\nCONFIG_IP_NF_TARGET_MASQUERADE=m\n"
            + "CONFIG_NETFILTER_XT_MATCH_ADDRTYPE=m\nCONFIG_NETFILTER_XT_MATCH_CONNTRACK=m\nCONFIG_NETFILTER_XT_MARK=m\nCONFIG_NF_TABLES=m\nCONFIG_NFT_NAT=m\nCONFIG_NFT_MASQ=m\n");
        return node;
    }

    public static string Limits(string soft, string hard)
        => $"Limit                     Soft Limit           Hard Limit           Units     \nMax cpu time              unlimited            unlimited            seconds   \nMax open files            {soft,-20} {hard,-20} files     \n";

    public static string PressureOf(string average300) => $"some avg10=1.23 avg60=0.50 avg300={average300} total=12345\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

    public void WriteConfig(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        Write("/proc/config.gz", packed.ToArray());
    }

    public void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllBytes(FullPath(path), content);
    }

    public NodeFacts Read() => new NodeFactReader(TimeProvider.System, _root).Read();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string FullPath(string path) => Path.Combine(_root, path.TrimStart('/'));
}
