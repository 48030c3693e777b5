using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7009: pods may have as many processes as builds start.</summary>
internal sealed class PidLimitEnough : NodeCheck
{
    private const string High = nameof(High);
    private const string Unlimited = nameof(Unlimited);
    private const string Low = nameof(Low);
    private const long Enough = 1024;

    public override string Code => "CP7009";

    public override string Title => "pods may have as many processes as builds start";

    protected override ImmutableArray<string> OwnReasons => [High, Unlimited, Low];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (!facts.PidLimit.IsKnown(out var limit)) return NotKnown(node, facts.PidLimit);
        if (limit.Most is not { } most) return Pass(node, Unlimited, "The agent's container may have any number of processes; a limit of the pod around it does not show.");
        return most >= Enough
            ? Pass(node, High, $"Pods may have {most} processes and threads.")
            : Caution(
                node,
                Low,
                $"Pods may have {most} processes and threads: parallel compilers, JVMs and Docker inside of a pod fail with \"Resource temporarily unavailable\".",
                "Raise podPidsLimit in the kubelet's configuration.");
    }
}
