using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>What pods may not take from their node.</summary>
internal static class HostRules
{
    private static readonly ImmutableArray<string> HostNamespaces = ["hostNetwork", "hostPID", "hostIPC"];

    public static PodSecurityViolation? NoHostNamespaces(PodReader pod)
    {
        var shared = HostNamespaces.Where(pod.Has).Select(field => $"{field}=true").ToList();
        return shared.Count == 0 ? null : new("host namespaces", string.Join(", ", shared));
    }

    public static PodSecurityViolation? NoHostPaths(PodReader pod)
    {
        var volumes = pod.Volumes.Where(volume => volume.Child("hostPath") is not null).Select(volume => volume.Text("name") ?? "").ToList();
        return volumes.Count == 0 ? null : new("hostPath volumes", $"{Phrases.Plural("volume", volumes.Count)} {Phrases.Quoted(volumes)}");
    }

    public static PodSecurityViolation? NoHostPorts(PodReader pod)
    {
        var containers = pod.Containers.Where(container => HostPorts(pod, container).Any()).ToList();
        if (containers.Count == 0) return null;
        var ports = Phrases.Sorted(containers
            .SelectMany(container => HostPorts(pod, container))
            .Select(port => port.ToString(CultureInfo.InvariantCulture)));
        return new("hostPort", $"{containers.Named()} {Uses(containers.Count)} {Phrases.Plural("hostPort", ports.Count)} {string.Join(", ", ports)}");
    }

    public static PodSecurityViolation? NoProbeHosts(PodReader pod)
    {
        var containers = pod.Containers.Where(container => ProbeHosts(container).Any()).ToList();
        if (containers.Count == 0) return null;
        var hosts = Phrases.Sorted(containers.SelectMany(ProbeHosts));
        return new(
            "probe or lifecycle host",
            $"{containers.Named()} {Uses(containers.Count)} {Phrases.Plural("probe or lifecycle host", hosts.Count)} {Phrases.Quoted(hosts)}");
    }

    /// <summary>In the node's network every port of a container is one of the node: the API server's defaulting says so.</summary>
    private static IEnumerable<long> HostPorts(PodReader pod, ContainerReader container)
        => container.Json.Child("ports").Items()
            .Select(port => ((JsonElement?)port).Integer("hostPort") switch
            {
                null or 0 when pod.Has("hostNetwork") => ((JsonElement?)port).Integer("containerPort") ?? 0,
                var hostPort => hostPort ?? 0,
            })
            .Where(port => port != 0);

    private static IEnumerable<string> ProbeHosts(ContainerReader container)
    {
        var lifecycle = container.Json.Child("lifecycle");
        return new[]
            {
                container.Json.Child("livenessProbe"), container.Json.Child("readinessProbe"), container.Json.Child("startupProbe"),
                lifecycle.Child("postStart"), lifecycle.Child("preStop"),
            }
            .SelectMany(handler => new[] { handler.Child("httpGet").Text("host"), handler.Child("tcpSocket").Text("host") })
            .OfType<string>()
            .Where(host => host.Length > 0);
    }

    private static string Uses(int count) => count == 1 ? "uses" : "use";
}
