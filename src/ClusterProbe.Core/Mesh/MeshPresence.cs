using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>How much of Istio is in a cluster.</summary>
public enum MeshPresence
{
    /// <summary>It can't be told.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>Its API definitions only, which survive an uninstall: no control plane, no injector.</summary>
    LeftoverDefinitions,

    /// <summary>A control plane or an injector is there, or sidecars are injected.</summary>
    Installed,
}

/// <summary>Judges the evidence for Istio.</summary>
public static class MeshEvidence
{
    /// <summary>How much of Istio is there.</summary>
    /// <param name="facts">The facts.</param>
    public static MeshPresence PresenceIn(ClusterFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var mesh = facts.Mesh;
        var controlPlanesKnown = mesh.ControlPlanes.IsKnown(out var controlPlanes);
        var injectorsKnown = mesh.Injectors.IsKnown(out var injectors);
        if (controlPlanes?.Items.Length > 0 || injectors?.Items.Length > 0 || InjectsSidecars(facts)) return MeshPresence.Installed;
        if (mesh.PeerAuthentications.IsAbsent) return MeshPresence.Absent;
        return controlPlanesKnown && injectorsKnown && mesh.PeerAuthentications.IsKnown(out _)
            ? MeshPresence.LeftoverDefinitions
            : MeshPresence.Unknown;
    }

    /// <summary>Whether the answer to a dry run shows a sidecar.</summary>
    /// <param name="facts">The facts.</param>
    public static bool InjectsSidecars(ClusterFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.AdmissionProbes.Any(probe => probe.Answer.IsKnown(out var answer) && answer.Pod is { } pod && MeshMembership.HasSidecar(pod));
    }

    /// <summary>The names of other meshes whose APIs are served or whose proxies are injected.</summary>
    /// <param name="facts">The facts.</param>
    public static IEnumerable<string> OtherMeshes(ClusterFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var resources = facts.Server.IsKnown(out var server) ? server.Resources : [];
        if (Serves("policy.linkerd.io") || HasContainer("linkerd-proxy")) yield return "Linkerd";
        if (Serves("consul.hashicorp.com") || HasContainer("consul-dataplane")) yield return "Consul";
        if (Serves("config.openservicemesh.io")) yield return "Open Service Mesh (archived since 2023, not supported)";

        bool Serves(string group) => resources.Any(resource => resource.Contains($".{group}/", StringComparison.Ordinal));

        bool HasContainer(string name) => facts.AdmissionProbes.Any(probe => probe.Answer.IsKnown(out var answer)
            && answer.Pod is { } pod && pod.Containers.Concat(pod.InitContainers).Any(container => container.Name == name));
    }
}
