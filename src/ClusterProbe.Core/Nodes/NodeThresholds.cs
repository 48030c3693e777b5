namespace ClusterProbe.Core.Nodes;

/// <summary>Numbers that more than one place judges nodes by.</summary>
internal static class NodeThresholds
{
    /// <summary>The least number of inotify watches that is not warned about. The kernel's own number depends on the node's memory.</summary>
    public const long InotifyWatches = 65_536;
}
