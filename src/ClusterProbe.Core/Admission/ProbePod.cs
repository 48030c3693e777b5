using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>Makes the pods that are sent as dry runs.</summary>
/// <remarks>
/// They are as realistic as a build: rules of admission look at labels, ServiceAccount, resources, image tags and probes, and a naive pod
/// is refused for the wrong reason. The name is generated, because a fixed one can be taken.
/// </remarks>
public static class ProbePod
{
    /// <summary>The pod as JSON.</summary>
    /// <param name="profile">What ready means.</param>
    /// <param name="shape">The build shape.</param>
    /// <param name="variant">In which way it is made.</param>
    public static ReadOnlyMemory<byte> Build(Profile profile, BuildShape shape, ProbeVariant variant)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(shape);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "Pod");
            json.WriteStartObject("metadata");
            json.WriteString("generateName", "clusterprobe-");
            Map(json, "labels", BuildLabels.Of(profile, shape));
            Map(json, "annotations", shape.Annotations);
            json.WriteEndObject();
            json.WriteStartObject("spec");
            Spec(json, profile, shape, variant);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The variants that make sense for a shape: Windows knows neither root nor privileged containers.</summary>
    /// <param name="shape">The shape.</param>
    public static ImmutableArray<ProbeVariant> VariantsFor(BuildShape shape)
        => IsWindows(shape) ? [ProbeVariant.Restricted, ProbeVariant.AsBuilt] : [.. Enum.GetValues<ProbeVariant>()];

    /// <summary>Whether the shape is one for Windows nodes.</summary>
    /// <param name="shape">The shape.</param>
    public static bool IsWindows(BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.OperatingSystem == "windows";
    }

    /// <summary>Whether the pod has a privileged container.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="variant">In which way the pod is made.</param>
    public static bool IsPrivileged(BuildShape shape, ProbeVariant variant)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return variant == ProbeVariant.Privileged
            || (variant == ProbeVariant.AsBuilt && shape.Containers.Concat(shape.InitContainers).Any(container => container.Privileged));
    }

    private static void Spec(Utf8JsonWriter json, Profile profile, BuildShape shape, ProbeVariant variant)
    {
        var asBuilt = variant == ProbeVariant.AsBuilt;
        json.WriteString("serviceAccountName", profile.BuildServiceAccount);
        json.WriteString("restartPolicy", "Never");
        if (shape.ActiveDeadlineSeconds is { } deadline) json.WriteNumber("activeDeadlineSeconds", deadline);
        if (shape.RuntimeClassName is { } runtimeClass) json.WriteString("runtimeClassName", runtimeClass);
        if (shape.PriorityClassName is { } priorityClass) json.WriteString("priorityClassName", priorityClass);
        if (shape.HostUsers is { } hostUsers) json.WriteBoolean("hostUsers", hostUsers);
        if (shape.HostNetwork && asBuilt) json.WriteBoolean("hostNetwork", true);
        if (IsWindows(shape) && !asBuilt)
        {
            json.WriteStartObject("os");
            json.WriteString("name", "windows");
            json.WriteEndObject();
        }

        Map(json, "nodeSelector", shape.NodeSelector);
        PodPlacement.Write(json, shape);
        ProbeSecurity.OfPod(json, shape, variant);
        json.WriteStartArray("initContainers");
        foreach (var container in shape.InitContainers) ProbeContainer.Write(json, shape, container, variant, isInit: true);
        json.WriteEndArray();
        json.WriteStartArray("containers");
        foreach (var container in shape.Containers) ProbeContainer.Write(json, shape, container, variant, isInit: false);
        json.WriteEndArray();
    }

    private static void Map(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string> map)
    {
        if (map.IsEmpty) return;
        json.WriteStartObject(name);
        foreach (var (key, value) in map) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
