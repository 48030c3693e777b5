using System.Collections.Immutable;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>Linux capabilities. The names are literal: neither lower case nor a <c>CAP_</c> prefix counts.</summary>
internal static class CapabilityRules
{
    private static readonly ImmutableHashSet<string> DefaultCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
        "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    public static PodSecurityViolation? OnlyDefaultOnesAdded(PodReader pod)
        => Added(pod, capability => !DefaultCapabilities.Contains(capability)) is { } added
            ? new("non-default capabilities", added)
            : null;

    public static PodSecurityViolation? AllDropped(PodReader pod)
    {
        var keepers = pod.Containers.Where(container => !Capabilities(container, "drop").Contains("ALL")).ToList();
        var clauses = new List<string>();
        if (keepers.Count > 0) clauses.Add($"{keepers.Named()} must set securityContext.capabilities.drop=[\"ALL\"]");
        if (Added(pod, capability => capability != "NET_BIND_SERVICE") is { } added) clauses.Add(added);
        return clauses.Count == 0 ? null : new("unrestricted capabilities", string.Join("; ", clauses));
    }

    private static string? Added(PodReader pod, Func<string, bool> isForbidden)
    {
        var containers = pod.Containers.Where(container => Capabilities(container, "add").Any(isForbidden)).ToList();
        if (containers.Count == 0) return null;
        var forbidden = Phrases.Sorted(containers.SelectMany(container => Capabilities(container, "add")).Where(isForbidden));
        return $"{containers.Named()} must not include {Phrases.Quoted(forbidden)} in securityContext.capabilities.add";
    }

    private static IEnumerable<string> Capabilities(ContainerReader container, string list)
        => container.SecurityContext.Child("capabilities").Texts(list);
}
