using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Facts;

/// <summary>One dry-run create of a build pod, and the answer.</summary>
/// <param name="Namespace">The build namespace it was sent to.</param>
/// <param name="Shape">The name of the <see cref="BuildShape"/> it was made from.</param>
/// <param name="Variant">In which way it was made.</param>
public sealed record AdmissionProbe(string Namespace, string Shape, ProbeVariant Variant)
{
    /// <summary>The answer. Unknown when none came, or when the request itself could not be judged (no permission to ask, overload).</summary>
    public Fact<AdmissionAnswer> Answer { get; init; } = new();

    /// <summary>Who asked, as the API server knows it; empty when it did not say.</summary>
    public string AskedAs { get; init; } = "";

    /// <summary>The pod as it was sent.</summary>
    public PodView Sent { get; init; } = new();
}

/// <summary>In which way a probe pod is made from a build shape.</summary>
public enum ProbeVariant
{
    /// <summary>Satisfies Pod Security <c>restricted</c>: the benign probe, A in the protocol.</summary>
    Restricted,

    /// <summary>As <see cref="Restricted"/>, with one privileged container: B.</summary>
    Privileged,

    /// <summary>Runs as root without privilege, as kaniko does.</summary>
    Root,

    /// <summary>The shape as the CI system sends it, with nothing added: C.</summary>
    AsBuilt,

    /// <summary>As <see cref="Restricted"/>, without any resource requests: only for recognising platforms that fill them in, A0.</summary>
    WithoutRequests,
}

/// <summary>What the API server answered to a dry-run create: an admitted pod, or a denial.</summary>
/// <param name="Admitted">Whether the pod would have been created.</param>
/// <param name="HttpStatus">The HTTP status code.</param>
/// <param name="Reason"><c>Status.reason</c>; empty when admitted, and sometimes when denied.</param>
/// <param name="Message"><c>Status.message</c>, word for word; empty when admitted.</param>
public sealed record AdmissionAnswer(bool Admitted, int HttpStatus, string Reason, string Message)
{
    /// <summary>The texts of the <c>Warning</c> headers.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The pod as the cluster would have stored it; null when denied.</summary>
    public PodView? Pod { get; init; }
}

/// <summary>The parts of a pod that admission is known to change, for comparing what was sent with what came back.</summary>
public sealed record PodView
{
    /// <summary>Labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Annotations.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Containers.</summary>
    public ImmutableArray<ContainerView> Containers { get; init; } = [];

    /// <summary>Init containers, native sidecars among them.</summary>
    public ImmutableArray<ContainerView> InitContainers { get; init; } = [];

    /// <summary>The node selector.</summary>
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Tolerations.</summary>
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    /// <summary>The terms of the required node affinity; null for none.</summary>
    public ImmutableArray<NodeSelectorTerm>? RequiredNodeAffinity { get; init; }

    /// <summary>The scheduler, empty when not set.</summary>
    public string SchedulerName { get; init; } = "";

    /// <summary>The RuntimeClass, empty for the default.</summary>
    public string RuntimeClassName { get; init; } = "";

    /// <summary>The PriorityClass, empty for none.</summary>
    public string PriorityClassName { get; init; } = "";

    /// <summary>The ServiceAccount.</summary>
    public string ServiceAccountName { get; init; } = "";

    /// <summary>The overhead that the RuntimeClass adds.</summary>
    public ResourceList Overhead { get; init; } = ResourceList.Empty;

    /// <summary>Whether it uses the node's network.</summary>
    public bool HostNetwork { get; init; }
}

/// <summary>The parts of a container that admission is known to change.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">Its image.</param>
/// <param name="RestartPolicy"><c>Always</c> for a native sidecar, otherwise empty.</param>
/// <param name="Requests">What it requests.</param>
/// <param name="Limits">What it is limited to.</param>
public sealed record ContainerView(string Name, string Image, string RestartPolicy, ResourceList Requests, ResourceList Limits);
