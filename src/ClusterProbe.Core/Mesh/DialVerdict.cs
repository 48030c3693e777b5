using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>Whether one pod of the CI system reaches a build pod, with what that rests on.</summary>
/// <param name="Pod">The build pod.</param>
/// <param name="Caller">The CI system's pod; null when none was found.</param>
/// <param name="Reachability">The outcome.</param>
/// <param name="Case">The call that it was decided for; the likeliest one where not everything is known.</param>
/// <param name="Cause">What would have to be known; null when everything is that matters.</param>
internal sealed record DialVerdict(PlannedPod Pod, Caller? Caller, Reachability Reachability, DialCase Case, UnknownCause? Cause)
{
    /// <summary>What the verdict rests on, line by line.</summary>
    public ImmutableArray<string> Evidence(int port) =>
    [
        .. Case.Policy is { } policy ? [$"mutual TLS on port {port}: {policy}"] : ImmutableArray<string>.Empty,
        $"build pod of shape {Pod.Shape}: {Pod.Source}",
        Caller is null ? "caller: no pod of the CI system was found" : $"caller {Caller}: {Name(Caller.DataPlane)}",
        .. Case.Service is { } service ? [$"headless Service {service}: {Case.Connection.Coverage}"] : ImmutableArray<string>.Empty,
        .. Case.Sidecar is { } sidecar ? [$"Sidecar {sidecar} says what the caller's proxy knows"] : ImmutableArray<string>.Empty,
        .. Case.Rule is { } rule ? [$"DestinationRule {rule}: {Case.Connection.Rule}"] : ImmutableArray<string>.Empty,
        .. Case.ControlPlane.Assumption is { } assumption
            ? [$"the mesh's configuration is assumed to be the default, with root namespace {Case.ControlPlane.RootNamespace}: {assumption}"]
            : ImmutableArray<string>.Empty,
    ];

    private static string Name(DataPlane plane) => plane switch
    {
        DataPlane.Sidecar => "sidecar",
        DataPlane.Ambient => "ambient",
        _ => "outside the mesh",
    };
}

/// <summary>One case of a call, with the objects that it was made from.</summary>
/// <param name="Connection">The call.</param>
/// <param name="ControlPlane">The control plane whose view counts.</param>
/// <param name="Policy">What the policies mean for the port, for people; null when the pod has no proxy.</param>
internal sealed record DialCase(Connection Connection, ControlPlaneView ControlPlane, string? Policy)
{
    /// <summary>The headless Service that comes closest to covering the pod; null when there is none.</summary>
    public ServiceFact? Service { get; init; }

    /// <summary>The Sidecar that applies to the caller; null when there is none.</summary>
    public SidecarConfig? Sidecar { get; init; }

    /// <summary>The DestinationRule that applies; null when there is none.</summary>
    public DestinationRule? Rule { get; init; }

    /// <summary>The policy that selects the pod by its labels, which one more could not override; null when there is none.</summary>
    public PeerAuthentication? WorkloadPolicy { get; init; }

    /// <summary>Pods behind the Service that can't be reached by mutual TLS.</summary>
    public ImmutableArray<string> WithoutProxy { get; init; } = [];

    /// <summary>Why the policies can't be told; null when they can.</summary>
    public string? Undecided { get; init; }
}
