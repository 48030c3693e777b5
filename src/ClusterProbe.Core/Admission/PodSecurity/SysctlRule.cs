using System.Collections.Immutable;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>Only sysctls that stay within the pod may be set. The list has grown with the versions.</summary>
internal static class SysctlRule
{
    private static readonly ImmutableSortedDictionary<string, int> SafeSince = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        new Dictionary<string, int>
        {
            ["kernel.shm_rmid_forced"] = 0,
            ["net.ipv4.ip_local_port_range"] = 0,
            ["net.ipv4.tcp_syncookies"] = 0,
            ["net.ipv4.ping_group_range"] = 0,
            ["net.ipv4.ip_unprivileged_port_start"] = 0,
            ["net.ipv4.ip_local_reserved_ports"] = 27,
            ["net.ipv4.tcp_keepalive_time"] = 29,
            ["net.ipv4.tcp_fin_timeout"] = 29,
            ["net.ipv4.tcp_keepalive_intvl"] = 29,
            ["net.ipv4.tcp_keepalive_probes"] = 29,
            ["net.ipv4.tcp_rmem"] = 32,
            ["net.ipv4.tcp_wmem"] = 32,
            ["net.ipv4.tcp_slow_start_after_idle"] = 37,
            ["net.ipv4.tcp_notsent_lowat"] = 37,
        });

    public static PodSecurityViolation? Check(PodReader pod, int version)
    {
        var forbidden = pod.SecurityContext.Child("sysctls").Items()
            .Select(sysctl => sysctl.Text("name") ?? "")
            .Where(name => !SafeSince.TryGetValue(name, out var since) || since > version)
            .ToList();
        return forbidden.Count == 0 ? null : new("forbidden sysctls", string.Join(", ", forbidden));
    }
}
