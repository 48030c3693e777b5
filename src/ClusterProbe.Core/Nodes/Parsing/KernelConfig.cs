using System.Collections.Immutable;

namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>How a kernel was built: the options of <c>/proc/config.gz</c> that containers need, and none of the thousands of others.</summary>
/// <remarks>Source of the options: moby/moby <c>contrib/check-config.sh</c>.</remarks>
public sealed class KernelConfig
{
    private const string Prefix = "CONFIG_";

    private readonly ImmutableHashSet<string> enabled;

    private KernelConfig(ImmutableHashSet<string> enabled) => this.enabled = enabled;

    /// <summary>Every option that is kept, without <c>CONFIG_</c>.</summary>
    public static ImmutableHashSet<string> Kept { get; } =
    [
        "OVERLAY_FS", "VETH", "BRIDGE", "NF_NAT",
        "IP_NF_NAT", "IP_NF_TARGET_MASQUERADE",
        "NETFILTER_XT_MATCH_ADDRTYPE", "NETFILTER_XT_MATCH_CONNTRACK", "NETFILTER_XT_MATCH_MARK", "NETFILTER_XT_MARK",
        "NF_TABLES", "NFT_NAT", "NFT_MASQ", "NFT_COMPAT",
    ];

    /// <summary>Reads the options.</summary>
    /// <param name="text">The unpacked file; it is read to its end.</param>
    /// <returns>Null when no line of it sets an option.</returns>
    public static KernelConfig? Parse(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var enabled = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var any = false;
        while (text.ReadLine() is { } line)
        {
            var option = line.AsSpan().Trim();
            any |= option.StartsWith(Prefix, StringComparison.Ordinal) || option.StartsWith($"# {Prefix}", StringComparison.Ordinal);
            if (!option.StartsWith(Prefix, StringComparison.Ordinal) || option.IndexOf('=') is not (> 0 and var equals)) continue;
            if (option[(equals + 1)..] is "y" or "m" && option[Prefix.Length..equals].ToString() is var name && Kept.Contains(name)) enabled.Add(name);
        }

        return any ? new KernelConfig(enabled.ToImmutable()) : null;
    }

    /// <summary>Whether an option is built in (<c>y</c>) or a module (<c>m</c>). One that the file does not mention depends on one that is off.</summary>
    /// <param name="option">One of <see cref="Kept"/>.</param>
    public bool Has(string option) => enabled.Contains(option);
}
