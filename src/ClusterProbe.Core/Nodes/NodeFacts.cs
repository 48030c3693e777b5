using System.Collections.Immutable;

namespace ClusterProbe.Core.Nodes;

/// <summary>Everything that an agent learned about its node in one look, without privilege.</summary>
public sealed record NodeFacts
{
    /// <summary>When the node was looked at.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>The facts that nodes are compared by, as short bounded texts: what is unknown is left out.</summary>
    public ImmutableSortedDictionary<string, string> Published { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
