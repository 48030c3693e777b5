using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>SELinux types are limited to those of containers; users and roles may not be set.</summary>
internal static class SeLinuxRule
{
    public static PodSecurityViolation? Check(PodReader pod, bool withEngineType)
    {
        bool IsBadType(string? type)
            => type is not (null or "" or "container_t" or "container_init_t" or "container_kvm_t")
                && !(withEngineType && type == "container_engine_t");
        bool IsBad(JsonElement? options)
            => IsBadType(options.Text("type")) || IsSet(options, "user") || IsSet(options, "role");

        var podItself = IsBad(Options(pod.SecurityContext));
        var containers = pod.Containers.Where(container => IsBad(Options(container.SecurityContext))).ToList();
        if (!podItself && containers.Count == 0) return null;

        var all = containers.Select(container => Options(container.SecurityContext)).Append(Options(pod.SecurityContext)).ToList();
        var types = Phrases.Sorted(all.Select(options => options.Text("type")).Where(IsBadType).OfType<string>());
        var clauses = new List<string>();
        if (types.Count > 0) clauses.Add($"{Phrases.Plural("type", types.Count)} {Phrases.Quoted(types)}");
        if (all.Exists(options => IsSet(options, "user"))) clauses.Add("user may not be set");
        if (all.Exists(options => IsSet(options, "role"))) clauses.Add("role may not be set");
        return new(
            "seLinuxOptions",
            $"{Phrases.Setters(podItself, containers)} set forbidden securityContext.seLinuxOptions: {string.Join("; ", clauses)}");
    }

    private static JsonElement? Options(JsonElement? securityContext) => securityContext.Child("seLinuxOptions");

    private static bool IsSet(JsonElement? options, string field) => !string.IsNullOrEmpty(options.Text(field));
}
