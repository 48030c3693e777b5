using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7005: packets of nested containers fit through the pod's network.</summary>
/// <remarks>dockerd always gives its networks an MTU of 1500. Source: moby/moby <c>daemon/config/config.go</c>, <c>DefaultNetworkMtu</c>.</remarks>
internal sealed class MtuFitsDocker : NodeCheck
{
    private const string Fits = nameof(Fits);
    private const string Smaller = nameof(Smaller);
    private const long DockersOwn = 1500;

    public override string Code => "CP7005";

    public override string Title => "packets of nested containers fit through the pod network";

    protected override ImmutableArray<string> OwnReasons => [Fits, Smaller];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (!facts.Mtu.IsKnown(out var mtu)) return NotKnown(node, facts.Mtu);
        if (mtu >= DockersOwn)
        {
            return Pass(node, Fits, mtu == DockersOwn ? "The pod network's MTU is 1500; per-route MTU not checked." : $"The pod network's MTU is {mtu}.");
        }

        return Caution(
            node,
            Smaller,
            $"The pod network's MTU is {mtu}, and Docker inside of a pod uses 1500: small requests work, TLS handshakes and downloads hang.",
            $"Start dockerd with --mtu={mtu}, and for networks that builds create with --default-network-opt bridge=com.docker.network.driver.mtu={mtu}.");
    }
}
