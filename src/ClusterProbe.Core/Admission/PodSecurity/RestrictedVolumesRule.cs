using System.Collections.Immutable;
using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>Only volumes that can't reach past the pod, or that an administrator has provisioned.</summary>
internal static class RestrictedVolumesRule
{
    private static readonly ImmutableHashSet<string> Allowed =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    private static readonly ImmutableHashSet<string> Known =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder",
        "cephfs", "flocker", "fc", "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume",
        "scaleIO", "storageos",
    ];

    public static PodSecurityViolation? Check(PodReader pod)
    {
        var volumes = pod.Volumes.Where(volume => TypeOf(volume) is { } type && !Allowed.Contains(type)).ToList();
        if (volumes.Count == 0) return null;
        var names = volumes.Select(volume => volume.Text("name") ?? "");
        var types = Phrases.Sorted(volumes.Select(volume => TypeOf(volume)!).Select(type => Known.Contains(type) ? type : "unknown"));
        return new(
            "restricted volume types",
            $"{Phrases.Plural("volume", volumes.Count)} {Phrases.Quoted(names)} {(volumes.Count == 1 ? "uses" : "use")} "
            + $"{Phrases.Plural("restricted volume type", types.Count)} {Phrases.Quoted(types)}");
    }

    /// <summary>The source of a volume; null when none is named, which defaults to an <c>emptyDir</c>.</summary>
    private static string? TypeOf(JsonElement volume)
        => volume.ValueKind != JsonValueKind.Object
            ? null
            : volume.EnumerateObject()
                .Where(field => field.Name != "name" && field.Value.ValueKind != JsonValueKind.Null)
                .Select(field => field.Name)
                .FirstOrDefault();
}
