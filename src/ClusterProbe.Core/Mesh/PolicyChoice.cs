namespace ClusterProbe.Core.Mesh;

/// <summary>The policies that govern one pod: at most one of each scope, whatever else there is.</summary>
/// <param name="Mesh">The one of the whole mesh.</param>
/// <param name="Namespace">The one of the pod's namespace; none for pods in the root namespace.</param>
/// <param name="Workload">The one that selects the pod.</param>
internal sealed record PolicyChoice(PeerAuthentication? Mesh, PeerAuthentication? Namespace, PeerAuthentication? Workload)
{
    /// <summary>The mode for ports that have none of their own, and the policy that sets it. The narrower scope wins over age.</summary>
    public (MtlsMode Mode, PeerAuthentication? Policy) Base
        => new[] { Workload, Namespace, Mesh }.FirstOrDefault(policy => policy is { Mode: not MtlsMode.Unset }) is { } policy
            ? (policy.Mode, policy)
            : (MtlsMode.Permissive, null);

    /// <summary>The mode for a port, and the policy that sets it.</summary>
    /// <param name="port">The container port.</param>
    public (MtlsMode Mode, PeerAuthentication? Policy) For(int port)
        => Workload?.ModeOf(port) is { } mode and not MtlsMode.Unset ? (mode, Workload) : Base;
}
