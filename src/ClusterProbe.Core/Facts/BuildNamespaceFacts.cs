using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>One namespace in which builds run.</summary>
/// <param name="Name">Its name, from the profile.</param>
public sealed record BuildNamespaceFacts(string Name)
{
    /// <summary>The namespace itself. Absent when there is none of that name.</summary>
    public Fact<NamespaceFact> Namespace { get; init; } = new();
}

/// <summary>A namespace.</summary>
/// <param name="Phase"><c>Active</c> or <c>Terminating</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
public sealed record NamespaceFact(
    string Phase,
    ImmutableSortedDictionary<string, string> Labels,
    ImmutableSortedDictionary<string, string> Annotations);
