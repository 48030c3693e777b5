namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>Containers must not run as root. A user id other than 0 does not stand in for <c>runAsNonRoot</c>.</summary>
internal static class UserRules
{
    private const string NonRootReason = "runAsNonRoot != true";

    public static PodSecurityViolation? RunAsNonRoot(PodReader pod)
    {
        var ofPod = pod.SecurityContext.Flag("runAsNonRoot");
        var root = pod.Containers.Where(container => container.SecurityContext.Flag("runAsNonRoot") == false).ToList();
        if (ofPod == false || root.Count > 0)
        {
            return new(NonRootReason, $"{Phrases.Setters(ofPod == false, root)} must not set securityContext.runAsNonRoot=false");
        }

        var silent = pod.Containers.Where(container => container.SecurityContext.Flag("runAsNonRoot") is null).ToList();
        return ofPod == true || silent.Count == 0
            ? null
            : new(NonRootReason, $"pod or {silent.Named()} must set securityContext.runAsNonRoot=true");
    }

    public static PodSecurityViolation? NotRunAsRoot(PodReader pod)
    {
        var podItself = pod.SecurityContext.Integer("runAsUser") == 0;
        var containers = pod.Containers.Where(container => container.SecurityContext.Integer("runAsUser") == 0).ToList();
        return podItself || containers.Count > 0
            ? new("runAsUser=0", $"{Phrases.Setters(podItself, containers)} must not set runAsUser=0")
            : null;
    }
}
