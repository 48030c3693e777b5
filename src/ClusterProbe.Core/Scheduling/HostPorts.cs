using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>Which ports of a node exclude each other.</summary>
/// <remarks>kube-scheduler <c>framework.HostPortInfo.CheckConflict</c>.</remarks>
public static class HostPorts
{
    private const string AllAddresses = "0.0.0.0";

    /// <summary>The first wanted port that is taken; null when all are free.</summary>
    /// <param name="wanted">The ports of the pod that is to be placed.</param>
    /// <param name="taken">The ports that the node's pods have.</param>
    public static HostPort? FirstConflict(IEnumerable<HostPort> wanted, IReadOnlyCollection<HostPort> taken)
        => wanted.FirstOrDefault(port => port.Port > 0 && taken.Any(other => Conflict(port, other)));

    private static bool Conflict(HostPort left, HostPort right)
        => left.Port == right.Port
            && Protocol(left) == Protocol(right)
            && (Address(left) == Address(right) || Address(left) == AllAddresses || Address(right) == AllAddresses);

    private static string Address(HostPort port) => port.HostIp.Length == 0 ? AllAddresses : port.HostIp;

    private static string Protocol(HostPort port) => port.Protocol.Length == 0 ? "TCP" : port.Protocol;
}
