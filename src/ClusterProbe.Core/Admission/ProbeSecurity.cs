using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>Writes the security contexts, which are what the variants of a probe differ in.</summary>
internal static class ProbeSecurity
{
    /// <summary>Writes the pod's.</summary>
    public static void OfPod(Utf8JsonWriter json, BuildShape shape, ProbeVariant variant)
    {
        if (variant == ProbeVariant.AsBuilt) return;
        json.WriteStartObject("securityContext");
        if (variant != ProbeVariant.Root) json.WriteBoolean("runAsNonRoot", true);
        if (!ProbePod.IsWindows(shape))
        {
            json.WriteStartObject("seccompProfile");
            json.WriteString("type", "RuntimeDefault");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a container's. Windows nodes refuse the fields that belong to Linux, even empty ones.</summary>
    public static void OfContainer(Utf8JsonWriter json, BuildShape shape, ContainerShape container, ProbeVariant variant)
    {
        if (ProbePod.IsWindows(shape)) return;
        json.WriteStartObject("securityContext");
        if (variant == ProbeVariant.AsBuilt)
        {
            if (container.Privileged) json.WriteBoolean("privileged", true);
        }
        else if (variant == ProbeVariant.Root)
        {
            json.WriteBoolean("runAsNonRoot", false);
            json.WriteNumber("runAsUser", 0);
        }
        else
        {
            Hardened(json, privileged: variant == ProbeVariant.Privileged && IsPrivilegedOne(shape, container));
        }

        json.WriteEndObject();
    }

    /// <summary>A privileged container may not forbid privilege escalation: that is an invalid pod, and no policy.</summary>
    private static void Hardened(Utf8JsonWriter json, bool privileged)
    {
        if (privileged)
        {
            json.WriteBoolean("privileged", true);
        }
        else
        {
            json.WriteBoolean("allowPrivilegeEscalation", false);
        }

        json.WriteStartObject("capabilities");
        json.WriteStartArray("drop");
        json.WriteStringValue("ALL");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool IsPrivilegedOne(BuildShape shape, ContainerShape container)
        => ReferenceEquals(container, shape.Containers.FirstOrDefault(candidate => candidate.Privileged) ?? shape.Containers.FirstOrDefault());
}
