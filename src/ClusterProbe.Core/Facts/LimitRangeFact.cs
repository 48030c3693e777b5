using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>The limit ranges of a namespace.</summary>
/// <param name="Items">Sorted by name.</param>
public sealed record LimitRanges(ImmutableArray<LimitRangeFact> Items);

/// <summary>A LimitRange.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Limits">Its limits, in order.</param>
public sealed record LimitRangeFact(string Name, ImmutableArray<LimitRangeItem> Limits)
{
    /// <summary>Its labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its annotations, without kubectl's copy of the applied manifest.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>One limit of a LimitRange. Amounts are quantities as the API server writes them, by resource.</summary>
/// <param name="Type"><c>Container</c>, <c>Pod</c> or <c>PersistentVolumeClaim</c>.</param>
public sealed record LimitRangeItem(string Type)
{
    /// <summary>The least that may be requested.</summary>
    public ImmutableSortedDictionary<string, string> Min { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The most that may be requested, and the most that the limit may be.</summary>
    public ImmutableSortedDictionary<string, string> Max { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The limit of a container that has none.</summary>
    public ImmutableSortedDictionary<string, string> Default { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The request of a container that has none.</summary>
    public ImmutableSortedDictionary<string, string> DefaultRequest { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How many times its request a limit may be at most.</summary>
    public ImmutableSortedDictionary<string, string> MaxLimitRequestRatio { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
