using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7004: the kernel is built with what Docker inside of a container needs. Source: moby/moby <c>contrib/check-config.sh</c>.</summary>
internal sealed class KernelBuiltForContainers : NodeCheck
{
    private const string Complete = nameof(Complete);
    private const string Incomplete = nameof(Incomplete);

    /// <summary>Options of which one each is needed. Of the packet filters one family will do, which CP7003 judges as a whole.</summary>
    private static readonly ImmutableArray<ImmutableArray<string>> Needed =
    [
        ["OVERLAY_FS"],
        ["VETH"],
        ["BRIDGE"],
        ["NF_NAT"],
        ["IP_NF_NAT", "NFT_NAT"],
        ["IP_NF_TARGET_MASQUERADE", "NFT_MASQ"],
        ["NETFILTER_XT_MATCH_ADDRTYPE"],
        ["NETFILTER_XT_MATCH_CONNTRACK"],
        ["NETFILTER_XT_MATCH_MARK", "NETFILTER_XT_MARK"],
    ];

    public override string Code => "CP7004";

    public override string Title => "nodes' kernels are built with what nested containers need";

    protected override ImmutableArray<string> OwnReasons => [Complete, Incomplete];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (!facts.KernelConfig.IsKnown(out var config)) return NotKnown(node, facts.KernelConfig);
        ImmutableArray<string> missing = [.. Needed.Where(options => !options.Any(config.Has)).Select(Say)];
        return missing.IsEmpty
            ? Pass(node, Complete, "The kernel has every option that is looked for.")
            : Caution(node, Incomplete, $"The kernel is built without {string.Join(", ", missing)}.", "Use another node image: options of a kernel are fixed when it is built.");
    }

    private static string Say(ImmutableArray<string> options) => string.Join(" or ", options.Select(option => $"CONFIG_{option}"));
}
