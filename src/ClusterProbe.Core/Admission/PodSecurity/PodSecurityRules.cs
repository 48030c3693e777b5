using System.Collections.Immutable;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>One rule of a standard: null when the pod keeps it.</summary>
internal delegate PodSecurityViolation? PodSecurityRule(PodReader pod);

/// <summary>Which rule is in force at which level and version.</summary>
internal static class PodSecurityRules
{
    private static readonly ImmutableArray<Entry> Baseline =
    [
        new("appArmorProfile", 0, AppArmorRule.Check),
        new("capabilities_baseline", 0, CapabilityRules.OnlyDefaultOnesAdded),
        new("hostNamespaces", 0, HostRules.NoHostNamespaces),
        new("hostPathVolumes", 0, HostRules.NoHostPaths),
        new("hostPorts", 0, HostRules.NoHostPorts),
        new("hostProbesAndHostLifecycle", 34, HostRules.NoProbeHosts),
        new("privileged", 0, PrivilegeRules.NotPrivileged),
        new("procMount", 0, PrivilegeRules.DefaultProcMount) { Until = 35 },
        new("procMount", 35, ExceptInUserNamespace(PrivilegeRules.DefaultProcMount)),
        new("seLinuxOptions", 0, pod => SeLinuxRule.Check(pod, withEngineType: false)) { Until = 31 },
        new("seLinuxOptions", 31, pod => SeLinuxRule.Check(pod, withEngineType: true)),
        new("seccompProfile_baseline", 0, SeccompRules.AllowedAnnotations) { Until = 19 },
        new("seccompProfile_baseline", 19, SeccompRules.NotUnconfined),
        new("sysctls", 0, pod => SysctlRule.Check(pod, 0)) { Until = 27 },
        new("sysctls", 27, pod => SysctlRule.Check(pod, 27)) { Until = 29 },
        new("sysctls", 29, pod => SysctlRule.Check(pod, 29)) { Until = 32 },
        new("sysctls", 32, pod => SysctlRule.Check(pod, 32)) { Until = 37 },
        new("sysctls", 37, pod => SysctlRule.Check(pod, 37)),
        new("windowsHostProcess", 0, PrivilegeRules.NoWindowsHostProcess),
    ];

    private static readonly ImmutableArray<Entry> Restricted =
    [
        new("allowPrivilegeEscalation", 8, PrivilegeRules.NoEscalation) { Until = 25 },
        new("allowPrivilegeEscalation", 25, ExceptOnWindows(PrivilegeRules.NoEscalation)),
        new("capabilities_restricted", 22, CapabilityRules.AllDropped) { Until = 25, Replaces = "capabilities_baseline" },
        new("capabilities_restricted", 25, ExceptOnWindows(CapabilityRules.AllDropped)) { Replaces = "capabilities_baseline" },
        new("procMount_restricted", 35, PrivilegeRules.DefaultProcMount) { Replaces = "procMount" },
        new("restrictedVolumes", 0, RestrictedVolumesRule.Check) { Replaces = "hostPathVolumes" },
        new("runAsNonRoot", 0, UserRules.RunAsNonRoot) { Until = 35 },
        new("runAsNonRoot", 35, ExceptInUserNamespace(UserRules.RunAsNonRoot)),
        new("runAsUser", 23, UserRules.NotRunAsRoot) { Until = 35 },
        new("runAsUser", 35, ExceptInUserNamespace(UserRules.NotRunAsRoot)),
        new("seccompProfile_restricted", 19, SeccompRules.Confined) { Until = 25, Replaces = "seccompProfile_baseline" },
        new("seccompProfile_restricted", 25, ExceptOnWindows(SeccompRules.Confined)) { Replaces = "seccompProfile_baseline" },
    ];

    /// <summary>The rules of a standard in the order of upstream's messages.</summary>
    /// <param name="level">The level.</param>
    /// <param name="version">The version.</param>
    public static IEnumerable<PodSecurityRule> For(PodSecurityLevel level, PodSecurityVersion version)
    {
        var baseline = Baseline.Where(entry => entry.Covers(version.Minor));
        if (level == PodSecurityLevel.Privileged) return [];
        if (level == PodSecurityLevel.Baseline) return baseline.Select(entry => entry.Rule);
        var restricted = Restricted.Where(entry => entry.Covers(version.Minor)).ToList();
        return baseline
            .ExceptBy(restricted.Select(entry => entry.Replaces), entry => entry.Name)
            .Concat(restricted)
            .Select(entry => entry.Rule);
    }

    private static PodSecurityRule ExceptOnWindows(PodSecurityRule rule) => pod => pod.IsWindows ? null : rule(pod);

    private static PodSecurityRule ExceptInUserNamespace(PodSecurityRule rule) => pod => pod.HasUserNamespace ? null : rule(pod);

    /// <param name="Name">Upstream's name, unique in its level and version.</param>
    /// <param name="Since">The first minor version in force.</param>
    /// <param name="Rule">The rule.</param>
    private sealed record Entry(string Name, int Since, PodSecurityRule Rule)
    {
        /// <summary>The first minor version that is no longer covered.</summary>
        public int? Until { get; init; }

        /// <summary>The baseline rule that this one makes superfluous.</summary>
        public string? Replaces { get; init; }

        public bool Covers(int minor) => minor >= Since && (Until is null || minor < Until);
    }
}
