using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7013: work on the node does not wait for memory.</summary>
/// <remarks>Judged over five minutes, so that one build's peak does not flap; the threshold is a suggestion. No number of the moment is said: a node writes when what it says changes.</remarks>
internal sealed class MemoryNotUnderPressure : NodeCheck
{
    private const string Calm = nameof(Calm);
    private const string UnderPressure = nameof(UnderPressure);
    private const double Much = 10;

    public override string Code => "CP7013";

    public override string Title => "work on the nodes does not wait for memory";

    protected override ImmutableArray<string> OwnReasons => [Calm, UnderPressure];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (!facts.MemoryPressure.IsKnown(out var pressure)) return NotKnown(node, facts.MemoryPressure);
        if (pressure.Average300 < Much) return Pass(node, Calm, "Work seldom waits for memory.");
        return Caution(
            node,
            UnderPressure,
            $"Some work waited for memory in more than {Much} % of the last five minutes: builds are slow, and may be evicted or killed.",
            "Let build pods request the memory that they use, so that the scheduler spreads them, or add nodes.");
    }
}
