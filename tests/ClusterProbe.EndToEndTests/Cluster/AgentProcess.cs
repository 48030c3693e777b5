using System.Globalization;

namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>The agent's process as its node sees it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Pid">The process id on the node.</param>
internal sealed record AgentProcess(string Node, int Pid)
{
    /// <summary>Finds it by its program.</summary>
    public static async Task<AgentProcess> OnAsync(string node)
    {
        var found = await NodeContainer.ShellAsync(node, "for p in /proc/[0-9]*; do [ \"$(readlink $p/exe)\" = /app/clusterprobe ] && echo ${p#/proc/}; done; true");
        Assert.That(found, Does.Match("^[0-9]+$"), $"one agent runs on {node}");
        return new AgentProcess(node, int.Parse(found, CultureInfo.InvariantCulture));
    }

    /// <summary>A field of its status in /proc.</summary>
    public async Task<string> StatusAsync(string field)
        => await NodeContainer.ShellAsync(Node, $"awk '$1 == \"{field}:\" {{ print $2 }}' /proc/{Pid}/status");

    /// <summary>Its resident memory, in bytes.</summary>
    public async Task<long> ResidentBytesAsync() => 1024 * Number(await StatusAsync("VmRSS"));

    /// <summary>What its control group is charged for, in bytes, without what the kernel can drop at once.</summary>
    public async Task<long> ChargedBytesAsync() => Number(await NodeContainer.ShellAsync(Node, $$"""
        v1=$(sed -n 's/^[0-9]*:memory://p' /proc/{{Pid}}/cgroup)
        v2=$(sed -n 's/^0:://p' /proc/{{Pid}}/cgroup)
        if [ -n "$v1" ]; then d=/sys/fs/cgroup/memory$v1; u=memory.usage_in_bytes; f=total_inactive_file; else d=/sys/fs/cgroup$v2; u=memory.current; f=inactive_file; fi
        echo $(($(cat $d/$u) - $(awk -v f=$f '$1 == f { print $2 }' $d/memory.stat)))
        """));

    /// <summary>The processor time of its control group so far.</summary>
    public async Task<TimeSpan> ProcessorTimeAsync() => TimeSpan.FromMicroseconds(Number(await NodeContainer.ShellAsync(Node, $"""
        v1=$(sed -n 's/^[0-9]*:[^:]*cpuacct[^:]*://p' /proc/{Pid}/cgroup)
        v2=$(sed -n 's/^0:://p' /proc/{Pid}/cgroup)
        if [ -n "$v1" ]; then echo $(($(cat /sys/fs/cgroup/cpuacct$v1/cpuacct.usage) / 1000)); else sed -n 's/^usage_usec //p' /sys/fs/cgroup$v2/cpu.stat; fi
        """)));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
