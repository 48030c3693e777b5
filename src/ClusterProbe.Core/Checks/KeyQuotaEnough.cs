using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7012: containers on one node don't run out of kernel keys, of which each takes one.</summary>
internal sealed class KeyQuotaEnough : NodeLimitCheck
{
    public override string Code => "CP7012";

    public override string Title => "nodes have kernel keys for many containers";

    protected override string Key => "kernel.keys.root_maxkeys";

    protected override long Enough => 10_000;

    protected override long Advised => 1_000_000;

    protected override string Consequence => "Each container takes a session key: with many of them, new ones fail with \"key quota exceeded\" (disk quota exceeded).";

    protected override Reading<long> Limit(NodeFacts facts) => facts.RootKeys;
}
