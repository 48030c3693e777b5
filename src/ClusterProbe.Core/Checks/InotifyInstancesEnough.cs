using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7006: builds on one node don't run out of inotify instances. 128 is the kernel's default.</summary>
internal sealed class InotifyInstancesEnough : NodeLimitCheck
{
    public override string Code => "CP7006";

    public override string Title => "nodes have inotify instances for builds";

    protected override string Key => "fs.inotify.max_user_instances";

    protected override long Enough => 129;

    protected override long Advised => 8192;

    protected override string Consequence => "All pods of a node share it for each user: builds that watch files fail with \"too many open files\".";

    protected override Reading<long> Limit(NodeFacts facts) => facts.InotifyInstances;
}
