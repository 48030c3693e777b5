namespace ClusterProbe.Core.Admission;

/// <summary>One thing that the cluster changes in a pod on its way in.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">The change for people: <c>adds container istio-proxy</c>.</param>
public sealed record PodChange(PodChangeKind Kind, string Text)
{
    /// <summary>Whether it can change where a build runs, what it costs or how it behaves; labels and annotations do not.</summary>
    public bool Matters => Kind is not (PodChangeKind.Label or PodChangeKind.Annotation or PodChangeKind.PriorityClass);
}

/// <summary>The kinds of things that admission changes in pods.</summary>
public enum PodChangeKind
{
    /// <summary>A label.</summary>
    Label,

    /// <summary>An annotation.</summary>
    Annotation,

    /// <summary>A container, init container or native sidecar.</summary>
    Container,

    /// <summary>A container's image.</summary>
    Image,

    /// <summary>Requests, limits or overhead.</summary>
    Resources,

    /// <summary>The node selector.</summary>
    NodeSelector,

    /// <summary>Tolerations.</summary>
    Toleration,

    /// <summary>The scheduler.</summary>
    Scheduler,

    /// <summary>The RuntimeClass.</summary>
    RuntimeClass,

    /// <summary>The PriorityClass.</summary>
    PriorityClass,

    /// <summary>The ServiceAccount.</summary>
    ServiceAccount,

    /// <summary>Use of the node's network.</summary>
    HostNetwork,
}
