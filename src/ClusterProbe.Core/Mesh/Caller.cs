using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>A pod of the CI system that dials build pods.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="DataPlane">What carries its traffic.</param>
public sealed record Caller(string Namespace, string Name, DataPlane DataPlane)
{
    /// <summary>The revision of the control plane that serves its proxy; null when it can't be told.</summary>
    public string? Revision { get; init; }

    /// <summary>Its labels; null when they are not known.</summary>
    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    /// <summary>Whether calls to some addresses bypass its sidecar, by an annotation: which addresses pods will have is not known.</summary>
    public bool BypassesByAddress { get; init; }

    /// <summary>The ports that bypass its sidecar on the way out, as the annotation lists them.</summary>
    public string ExcludedOutboundPorts { get; init; } = "";

    /// <summary>As people name it: <c>harness-delegate-ng/delegate-0</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
