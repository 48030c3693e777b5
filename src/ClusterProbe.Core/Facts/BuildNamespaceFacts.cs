using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>One namespace in which builds run.</summary>
/// <remarks>When there is no such namespace, everything that would be in it is absent as well.</remarks>
/// <param name="Name">Its name, from the profile.</param>
public sealed record BuildNamespaceFacts(string Name)
{
    /// <summary>The namespace itself. Absent when there is none of that name.</summary>
    public Fact<NamespaceFact> Namespace { get; init; } = new();

    /// <summary>Its quotas. Known and empty when there are none.</summary>
    public Fact<ResourceQuotas> Quotas { get; init; } = new();

    /// <summary>Its limit ranges. Known and empty when there are none.</summary>
    public Fact<LimitRanges> LimitRanges { get; init; } = new();

    /// <summary>The ServiceAccount that build pods run under.</summary>
    public Fact<ServiceAccountFact> ServiceAccount { get; init; } = new();
}

/// <summary>A namespace.</summary>
/// <param name="Phase"><c>Active</c> or <c>Terminating</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
public sealed record NamespaceFact(
    string Phase,
    ImmutableSortedDictionary<string, string> Labels,
    ImmutableSortedDictionary<string, string> Annotations);

/// <summary>A ServiceAccount.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Annotations">Its annotations, such as the cloud role that its pods assume.</param>
/// <param name="AutomountToken"><c>automountServiceAccountToken</c>; null when not set, which means true.</param>
/// <param name="ImagePullSecrets">The names of the image pull secrets that pods under it get.</param>
public sealed record ServiceAccountFact(
    string Name,
    ImmutableSortedDictionary<string, string> Annotations,
    bool? AutomountToken,
    ImmutableArray<string> ImagePullSecrets);
