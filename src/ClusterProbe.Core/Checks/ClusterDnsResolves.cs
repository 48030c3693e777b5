using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7014: the cluster's DNS answers pods of the node.</summary>
internal sealed class ClusterDnsResolves : NodeCheck
{
    private const string Resolves = nameof(Resolves);
    private const string Slow = nameof(Slow);

    /// <summary>Above it an answer came from a second try: resolvers repeat a lost question after some seconds.</summary>
    private static readonly TimeSpan MuchTime = TimeSpan.FromSeconds(1);

    public override string Code => "CP7014";

    public override string Title => "the cluster's DNS answers pods of every node";

    protected override ImmutableArray<string> OwnReasons => [Resolves, Slow, .. Enum.GetNames<EndpointFailure>()];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (facts.ClusterDns is not { } lookup) return Skip(node, nameof(ReadingGap.NotLookedAt), "Not looked at.") with { Required = false };
        if (lookup.Failure is { } failure)
        {
            return Fail(node, failure.ToString(), $"Pods can't resolve {lookup.Name}: {EndpointFailures.TextOf(failure)}.") with
            {
                Remediation = new Remediation(failure == EndpointFailure.NameNotFound
                    ? "Look at the kubelet's clusterDNS and clusterDomain, and at CoreDNS's configuration."
                    : EndpointFailures.AdviceOn(failure)),
            };
        }

        return lookup.Latency < MuchTime
            ? Pass(node, Resolves, $"{lookup.Name} resolves.")
            : Caution(
                node,
                Slow,
                $"Resolving {lookup.Name} took more than a second: questions or answers get lost, and each name that builds look up costs that.",
                "Look at CoreDNS's load and at conntrack losses of UDP on the node; NodeLocal DNSCache helps against both.");
    }
}
