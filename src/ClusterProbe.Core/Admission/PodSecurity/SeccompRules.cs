using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>Seccomp profiles.</summary>
internal static class SeccompRules
{
    private const string Reason = "seccompProfile";
    private const string PodAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
    private const string ContainerAnnotation = "container.seccomp.security.alpha.kubernetes.io/";

    /// <summary>Baseline before 1.19, when profiles were annotations.</summary>
    public static PodSecurityViolation? AllowedAnnotations(PodReader pod)
    {
        var keys = pod.Containers.Select(container => ContainerAnnotation + container.Name).Append(PodAnnotation).ToHashSet(StringComparer.Ordinal);
        var forbidden = Phrases.Sorted(pod.Annotations
            .Where(annotation => keys.Contains(annotation.Key)
                && annotation.Value is not ("runtime/default" or "docker/default")
                && !annotation.Value.StartsWith("localhost/", StringComparison.Ordinal))
            .Select(annotation => $"{annotation.Key}={Phrases.GoQuoted(annotation.Value)}"));
        return forbidden.Count == 0
            ? null
            : new(Reason, $"forbidden {Phrases.Plural("annotation", forbidden.Count)} {string.Join(", ", forbidden)}");
    }

    /// <summary>Baseline: a profile, where one is set, must confine. A container's good profile does not make up for the pod's bad one.</summary>
    public static PodSecurityViolation? NotUnconfined(PodReader pod)
    {
        var podItself = IsBad(pod.SecurityContext);
        var containers = pod.Containers.Where(container => IsBad(container.SecurityContext)).ToList();
        if (!podItself && containers.Count == 0) return null;
        var types = Phrases.Sorted(containers
            .Select(container => container.SecurityContext)
            .Append(pod.SecurityContext)
            .Where(IsBad)
            .Select(Type)
            .OfType<string>());
        return new(Reason, $"{Phrases.Setters(podItself, containers)} must not set securityContext.seccompProfile.type to {Phrases.Quoted(types)}");
    }

    /// <summary>Restricted: every container needs a profile that confines, its own or the pod's.</summary>
    public static PodSecurityViolation? Confined(PodReader pod)
    {
        if (NotUnconfined(pod) is { } unconfined) return unconfined;
        if (Type(pod.SecurityContext) is not null) return null;
        var containers = pod.Containers.Where(container => Type(container.SecurityContext) is null).ToList();
        return containers.Count == 0
            ? null
            : new(Reason, $"pod or {containers.Named()} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    private static bool IsBad(JsonElement? securityContext) => Type(securityContext) is not (null or "RuntimeDefault" or "Localhost");

    /// <summary>The type; empty when there is a profile without one, null when there is no profile.</summary>
    private static string? Type(JsonElement? securityContext)
        => securityContext.Child("seccompProfile") is { } profile ? profile.Text("type") ?? "" : null;
}
