using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7002: the kernel has overlay file systems, which image builders layer images with.</summary>
internal sealed class OverlayAvailable : NodeCheck
{
    private const string Supported = nameof(Supported);
    private const string NotBuilt = nameof(NotBuilt);

    public override string Code => "CP7002";

    public override string Title => "nodes support overlay file systems";

    protected override ImmutableArray<string> OwnReasons => [Supported, NotBuilt];

    public override Finding Evaluate(NodeFacts facts, Subject node) => OverlaySupport.Of(facts) switch
    {
        true => Pass(node, Supported, "The kernel has overlay file systems."),
        false => Caution(
            node,
            NotBuilt,
            "The kernel is built without overlay file systems (CONFIG_OVERLAY_FS): Docker falls back to copying whole layers, or refuses with \"driver not supported: overlay2\".",
            "Use another node image."),
        null when facts.Filesystems.IsKnown(out _) => Skip(node, nameof(ReadingGap.NotListed), "overlay is not in /proc/filesystems; it may be a module that is loaded on demand.") with { Required = false },
        null => NotKnown(node, facts.Filesystems),
    };
}
