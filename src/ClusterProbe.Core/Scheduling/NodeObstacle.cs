namespace ClusterProbe.Core.Scheduling;

/// <summary>Why a node takes no further copy of a pod.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Detail">What exactly: the taint, the port, the resource; empty where there is nothing to add.</param>
public sealed record NodeObstacle(NodeObstacleKind Kind, string Detail = "")
{
    /// <summary>As the scheduler says it, and for what the scheduler does not look at, in the same manner.</summary>
    public string SchedulerReason => Kind switch
    {
        NodeObstacleKind.NotReady => "node(s) were not Ready",
        NodeObstacleKind.Cordoned => "node(s) were unschedulable",
        NodeObstacleKind.Taint => "node(s) had untolerated taint(s)",
        NodeObstacleKind.Affinity => "node(s) didn't match Pod's node affinity/selector",
        NodeObstacleKind.HostPort => "node(s) didn't have free ports for the requested pod ports",
        NodeObstacleKind.PodLimit => "Too many pods",
        _ => $"Insufficient {Detail}",
    };

    /// <summary>As part of a count of nodes: "2 <c>cordoned</c>".</summary>
    public override string ToString() => Kind switch
    {
        NodeObstacleKind.NotReady => "not Ready",
        NodeObstacleKind.Cordoned => "cordoned",
        NodeObstacleKind.Taint => $"tainted {Detail}",
        NodeObstacleKind.Affinity => "excluded by the pod's node selector or affinity",
        NodeObstacleKind.HostPort => $"with host port {Detail} taken",
        NodeObstacleKind.PodLimit => "at their limit of pods",
        NodeObstacleKind.TooSmall => $"with too little {Detail} even when empty",
        _ => $"with too little {Detail} left",
    };
}

/// <summary>The kinds of reasons, in the order in which kube-scheduler looks for them; it names the first.</summary>
public enum NodeObstacleKind
{
    /// <summary>The node's Ready condition is not True. The scheduler knows this only by taints.</summary>
    NotReady,

    /// <summary>kube-scheduler: <c>node(s) were unschedulable</c>.</summary>
    Cordoned,

    /// <summary>kube-scheduler: <c>node(s) had untolerated taint(s)</c>.</summary>
    Taint,

    /// <summary>kube-scheduler: <c>node(s) didn't match Pod's node affinity/selector</c>.</summary>
    Affinity,

    /// <summary>kube-scheduler: <c>node(s) didn't have free ports for the requested pod ports</c>.</summary>
    HostPort,

    /// <summary>kube-scheduler: <c>Too many pods</c>.</summary>
    PodLimit,

    /// <summary>kube-scheduler: <c>Insufficient cpu</c>, and the node would lack it even when empty.</summary>
    TooSmall,

    /// <summary>kube-scheduler: <c>Insufficient cpu</c>, because of the pods that are there.</summary>
    Busy,
}
