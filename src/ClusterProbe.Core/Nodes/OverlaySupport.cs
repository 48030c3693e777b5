namespace ClusterProbe.Core.Nodes;

/// <summary>Tells whether a kernel has overlay file systems.</summary>
internal static class OverlaySupport
{
    /// <summary>Null when it is not known: a module that is not loaded is not listed, and is loaded when it is needed.</summary>
    public static bool? Of(NodeFacts facts)
        => facts.Filesystems.IsKnown(out var filesystems) && filesystems.Contains("overlay") ? true
            : facts.KernelConfig.IsKnown(out var config) ? config.Has("OVERLAY_FS")
            : null;
}
