namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>The switches that lift the walls around a container.</summary>
internal static class PrivilegeRules
{
    public static PodSecurityViolation? NotPrivileged(PodReader pod)
        => Where(pod, container => container.SecurityContext.Flag("privileged") == true) is { Count: > 0 } containers
            ? new("privileged", $"{containers.Named()} must not set securityContext.privileged=true")
            : null;

    public static PodSecurityViolation? NoEscalation(PodReader pod)
        => Where(pod, container => container.SecurityContext.Flag("allowPrivilegeEscalation") != false) is { Count: > 0 } containers
            ? new("allowPrivilegeEscalation != false", $"{containers.Named()} must set securityContext.allowPrivilegeEscalation=false")
            : null;

    public static PodSecurityViolation? DefaultProcMount(PodReader pod)
    {
        var containers = Where(pod, container => ProcMount(container) is not (null or "Default"));
        if (containers.Count == 0) return null;
        var types = Phrases.Sorted(containers.Select(ProcMount).OfType<string>());
        return new("procMount", $"{containers.Named()} must not set securityContext.procMount to {Phrases.Quoted(types)}");
    }

    public static PodSecurityViolation? NoWindowsHostProcess(PodReader pod)
    {
        var podItself = pod.SecurityContext.Child("windowsOptions").Flag("hostProcess") == true;
        var containers = Where(pod, container => container.SecurityContext.Child("windowsOptions").Flag("hostProcess") == true);
        return podItself || containers.Count > 0
            ? new("hostProcess", $"{Phrases.Setters(podItself, containers)} must not set securityContext.windowsOptions.hostProcess=true")
            : null;
    }

    private static List<ContainerReader> Where(PodReader pod, Func<ContainerReader, bool> condition) => [.. pod.Containers.Where(condition)];

    private static string? ProcMount(ContainerReader container) => container.SecurityContext.Text("procMount");
}
