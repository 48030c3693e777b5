using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Admission;

/// <summary>Writes a container of a probe pod.</summary>
internal static class ProbeContainer
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="shape">The pod's shape.</param>
    /// <param name="container">The container.</param>
    /// <param name="variant">In which way the pod is made.</param>
    /// <param name="isInit">Whether it is an init container.</param>
    public static void Write(Utf8JsonWriter json, BuildShape shape, ContainerShape container, ProbeVariant variant, bool isInit)
    {
        json.WriteStartObject();
        json.WriteString("name", container.Name);
        json.WriteString("image", container.Image);
        if (isInit && container.Sidecar) json.WriteString("restartPolicy", "Always");
        if (variant != ProbeVariant.WithoutRequests)
        {
            json.WriteStartObject("resources");
            Amounts(json, "requests", container.Requests);
            Amounts(json, "limits", container.Limits);
            json.WriteEndObject();
        }

        if (variant == ProbeVariant.AsBuilt)
        {
            Ports(json, container);
        }
        else if (!isInit)
        {
            // AKS Automatic refuses containers without probes, whatever else they are.
            Probe(json, "readinessProbe");
            Probe(json, "livenessProbe");
        }

        ProbeSecurity.OfContainer(json, shape, container, variant);
        json.WriteEndObject();
    }

    private static void Amounts(Utf8JsonWriter json, string name, ResourceList list)
    {
        json.WriteStartObject(name);
        foreach (var (resource, amount) in list.Amounts) json.WriteString(resource, Quantity.Format(resource, amount));
        json.WriteEndObject();
    }

    private static void Ports(Utf8JsonWriter json, ContainerShape container)
    {
        json.WriteStartArray("ports");
        foreach (var port in container.HostPorts)
        {
            json.WriteStartObject();
            json.WriteNumber("containerPort", port.Port);
            json.WriteNumber("hostPort", port.Port);
            json.WriteString("protocol", port.Protocol);
            if (port.HostIp.Length > 0) json.WriteString("hostIP", port.HostIp);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Probe(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("exec");
        json.WriteStartArray("command");
        json.WriteStringValue("true");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
