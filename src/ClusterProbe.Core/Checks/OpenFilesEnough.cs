using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7010: processes may open as many files as builds do.</summary>
internal sealed class OpenFilesEnough : NodeCheck
{
    private const string High = nameof(High);
    private const string Low = nameof(Low);
    private const long Enough = 65_536;

    public override string Code => "CP7010";

    public override string Title => "processes may open as many files as builds do";

    protected override ImmutableArray<string> OwnReasons => [High, Low];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (!facts.OpenFiles.IsKnown(out var limit)) return NotKnown(node, facts.OpenFiles);
        return limit.Hard.Most is not { } hard || hard >= Enough
            ? Pass(node, High, $"A process may open {limit.Hard} files (now {limit.Soft}).")
            : Caution(
                node,
                Low,
                $"A process may open {hard} files: large builds and Docker inside of a pod fail with \"too many open files\".",
                "Raise LimitNOFILE of the container runtime's service (containerd, CRI-O): containers inherit it.");
    }
}
