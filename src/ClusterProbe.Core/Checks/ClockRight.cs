using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7016: the node's clock agrees with the API server's. Tokens and certificates bear no more than minutes.</summary>
internal sealed class ClockRight : NodeCheck
{
    private const string Agrees = nameof(Agrees);
    private const string SomewhatOff = nameof(SomewhatOff);
    private const string FarOff = nameof(FarOff);

    private static readonly TimeSpan Some = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Far = TimeSpan.FromMinutes(5);

    /// <summary>What is said of a skew. A measured number would differ each time, and a node writes when what it says changes.</summary>
    private static readonly ImmutableArray<(TimeSpan Least, string Text)> Steps =
    [
        (Some, "5 s"), (TimeSpan.FromSeconds(30), "30 s"), (Far, "5 min"), (TimeSpan.FromHours(1), "an hour"), (TimeSpan.FromDays(1), "a day"),
    ];

    public override string Code => "CP7016";

    public override string Title => "nodes' clocks agree with the API server's";

    protected override ImmutableArray<string> OwnReasons => [Agrees, SomewhatOff, FarOff];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (facts.ClockSkew is not { } skew) return Skip(node, nameof(ReadingGap.NotLookedAt), "Not measured yet.") with { Required = false };
        if (skew.AtLeast <= Some) return Pass(node, Agrees, "The clock agrees with the API server's, as far as can be measured (1 s).");
        var message = $"The clock is more than {Steps.Last(step => step.Least <= skew.AtLeast).Text} {(skew.Offset < TimeSpan.Zero ? "behind" : "ahead of")} the API server's";
        const string fix = "Let the node synchronise its clock (chrony, systemd-timesyncd), and reach its time server (UDP port 123).";
        return skew.AtLeast > Far
            ? Fail(node, FarOff, $"{message}: tokens and certificates are refused as expired or not valid yet.") with { Remediation = new Remediation(fix) }
            : Caution(node, SomewhatOff, $"{message}: builds that compare times of files or sign requests go wrong.", fix);
    }
}
