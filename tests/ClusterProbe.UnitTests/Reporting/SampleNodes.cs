using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Nodes of sample clusters.</summary>
internal static class SampleNodes
{
    private static readonly ImmutableSortedDictionary<string, string> Facts = new Dictionary<string, string>
    {
        ["cgroup"] = "v2",
        ["inotify_instances"] = "8192",
        ["iptables"] = "nftables",
        ["kernel"] = "6.12",
        ["mtu"] = "1500",
        ["overlay"] = "yes",
        ["pid_limit"] = "32768",
        ["user_namespaces"] = "yes",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static NodesStatus Alike { get; } = new()
    {
        Expected = 15,
        Reporting = 15,
        Summary = "15/15",
        Classes = [new NodeClassEntry(15, ["pool-a-7c2f", "pool-a-9d1b", "pool-a-b310"], Facts, ["docker-in-docker", "rootless"])],
    };

    public static NodesStatus Drifting { get; } = new()
    {
        Expected = 15,
        Reporting = 14,
        Summary = "14/15",
        Classes =
        [
            new NodeClassEntry(12, ["pool-a-7c2f", "pool-a-9d1b", "pool-a-b310"], Facts, ["docker-in-docker", "rootless"]),
            new NodeClassEntry(2, ["pool-b-1", "pool-b-2"], Facts.SetItem("mtu", "1400").SetItem("user_namespaces", "no"), ["docker-in-docker"]),
            new NodeClassEntry(1, ["legacy-1"], Facts.SetItem("kernel", "4.18").SetItem("cgroup", "v1").Remove("overlay"), []),
        ],
        Drift =
        [
            new DriftEntry("mtu", "1500", 13, [new DriftValue("1400", 2, ["pool-b-1", "pool-b-2"])]),
            new DriftEntry("user_namespaces", "yes", 13, [new DriftValue("no", 2, ["pool-b-1", "pool-b-2"])]),
            new DriftEntry("kernel", "6.12", 14, [new DriftValue("4.18", 1, ["legacy-1"])]),
            new DriftEntry("cgroup", "v2", 14, [new DriftValue("v1", 1, ["legacy-1"])]),
        ],
        Silent = ["pool-b-3"],
    };
}
