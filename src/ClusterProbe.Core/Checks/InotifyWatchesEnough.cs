using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7007: builds on one node don't run out of inotify watches.</summary>
internal sealed class InotifyWatchesEnough : NodeLimitCheck
{
    public override string Code => "CP7007";

    public override string Title => "nodes have inotify watches for builds";

    protected override string Key => "fs.inotify.max_user_watches";

    protected override long Enough => NodeThresholds.InotifyWatches;

    protected override long Advised => 524_288;

    protected override string Consequence => "All pods of a node share it for each user: watching a large source tree fails with \"no space left on device\".";

    protected override Reading<long> Limit(NodeFacts facts) => facts.InotifyWatches;
}
