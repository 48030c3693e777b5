using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>AppArmor profiles may not be switched off.</summary>
internal static class AppArmorRule
{
    private const string AnnotationPrefix = "container.apparmor.security.beta.kubernetes.io/";
    private const string Unconfined = "Unconfined";

    public static PodSecurityViolation? Check(PodReader pod)
    {
        var badPod = BadType(Profile(pod.SecurityContext));
        var badContainers = pod.Containers.Where(container => BadType(ProfileOf(container, pod)) is not null).ToList();
        var badAnnotations = Phrases.Sorted(pod.Annotations
            .Where(annotation => annotation.Key.StartsWith(AnnotationPrefix, StringComparison.Ordinal) && !IsAllowed(annotation.Value))
            .Select(annotation => $"{annotation.Key}={Phrases.GoQuoted(annotation.Value)}"));

        var setters = new List<string>();
        if (badPod is not null) setters.Add("pod");
        if (badContainers.Count > 0) setters.Add(badContainers.Named());
        if (badAnnotations.Count > 0) setters.Add(Phrases.Plural("annotation", badAnnotations.Count));
        if (setters.Count == 0) return null;

        var values = Phrases.Sorted(badContainers.Select(container => BadType(ProfileOf(container, pod))).Append(badPod).OfType<string>()).Concat(badAnnotations).ToList();
        return new(
            Phrases.Plural("forbidden AppArmor profile", values.Count),
            $"{string.Join(" and ", setters)} must not set AppArmor profile type to {Phrases.Quoted(values)}");
    }

    /// <summary>The type of the container's profile; null when it has none.</summary>
    /// <remarks>
    /// An API server copies "unconfined" from the deprecated annotation to the field, unless the field is set or the pod's says the same
    /// (source: kubernetes/kubernetes <c>pkg/registry/core/pod/strategy.go</c>).
    /// </remarks>
    private static string? ProfileOf(ContainerReader container, PodReader pod)
        => Profile(container.SecurityContext)
            ?? (!pod.IsWindows && Profile(pod.SecurityContext) != Unconfined && pod.Annotations.Contains((AnnotationPrefix + container.Name, "unconfined"))
                ? Unconfined
                : null);

    private static string? Profile(JsonElement? securityContext)
        => securityContext.Child("appArmorProfile") is { } profile ? profile.Text("type") ?? "" : null;

    private static string? BadType(string? type) => type is "RuntimeDefault" or "Localhost" ? null : type;

    private static bool IsAllowed(string annotation)
        => annotation is "" or "runtime/default" || annotation.StartsWith("localhost/", StringComparison.Ordinal);
}
