namespace ClusterProbe.Core.Nodes;

/// <summary>Which families of packet filters a kernel has; null for not known.</summary>
/// <param name="Legacy">What <c>iptables-legacy</c> uses.</param>
/// <param name="Nftables">What <c>iptables-nft</c> and dockerd's nftables back end use.</param>
internal readonly record struct PacketFilters(bool? Legacy, bool? Nftables)
{
    /// <summary>As a published fact; null when it is not known of any that it is there.</summary>
    public string? Word => (Legacy, Nftables) switch
    {
        (true, true) => "both",
        (true, _) => "legacy",
        (_, true) => "nftables",
        (false, false) => "none",
        _ => null,
    };

    /// <summary>Tables in use and loaded modules prove a family; only the kernel's configuration can disprove one.</summary>
    public static PacketFilters Of(NodeFacts facts)
    {
        var modules = facts.Modules.IsKnown(out var loaded) ? loaded : [];
        var inUse = facts.LegacyTables.IsKnown(out var tables) && tables.Count > 0;
        var config = facts.KernelConfig.IsKnown(out var known) ? known : null;
        return new(
            inUse || modules.Contains("iptable_nat") ? true : config is null ? null : config.Has("IP_NF_NAT") && config.Has("IP_NF_TARGET_MASQUERADE"),
            modules.Contains("nf_tables") ? true : config is null ? null : config.Has("NF_TABLES") && config.Has("NFT_NAT") && config.Has("NFT_MASQ"));
    }
}
