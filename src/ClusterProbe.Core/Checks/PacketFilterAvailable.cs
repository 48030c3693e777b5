using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7003: the kernel has a packet filter for the network of nested containers.</summary>
internal sealed class PacketFilterAvailable : NodeCheck
{
    private const string Available = nameof(Available);
    private const string OnlyNftables = nameof(OnlyNftables);
    private const string NoneAvailable = nameof(NoneAvailable);
    private const string NothingShows = nameof(NothingShows);

    /// <summary>Kernels from this one on are reported without legacy iptables.</summary>
    private const int WithoutLegacyMajor = 6;
    private const int WithoutLegacyMinor = 18;

    private const string Nftables = "Use an image whose iptables is the nft variant, as docker:dind is (leave DOCKER_IPTABLES_LEGACY unset), or dockerd 29 and later with --firewall-backend=nftables.";

    public override string Code => "CP7003";

    public override string Title => "nodes have iptables or nftables for nested containers";

    protected override ImmutableArray<string> OwnReasons => [Available, OnlyNftables, NoneAvailable, NothingShows];

    public override Finding Evaluate(NodeFacts facts, Subject node) => PacketFilters.Of(facts) switch
    {
        { Legacy: true, Nftables: true } => Pass(node, Available, "The kernel has iptables and nftables."),
        { Legacy: true } => Pass(node, Available, $"The kernel has legacy iptables.{Note(facts)}"),
        { Nftables: true } => Pass(node, OnlyNftables, $"The kernel has nftables; legacy iptables does not show.{Note(facts)}") with { Remediation = new Remediation(Nftables) },
        { Legacy: false, Nftables: false } => Caution(
            node,
            NoneAvailable,
            "The kernel is built with neither iptables nor nftables (NAT): dockerd does not start with its own network.",
            "Use another node image, or run dockerd with --iptables=false and the host's network where that is enough."),
        _ => Skip(node, NothingShows, $"Neither iptables nor nftables shows in /proc/modules, and /proc/config.gz does not tell.{Note(facts)}") with { Required = false },
    };

    private static string Note(NodeFacts facts)
        => facts.Kernel.IsKnown(out var kernel) && kernel.IsAtLeast(WithoutLegacyMajor, WithoutLegacyMinor) && !(PacketFilters.Of(facts).Legacy ?? false)
            ? $" Kernel {kernel.Series} is often built without legacy iptables."
            : "";
}
