using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>The quotas of a namespace.</summary>
/// <param name="Items">Sorted by name.</param>
public sealed record ResourceQuotas(ImmutableArray<ResourceQuotaFact> Items);

/// <summary>A ResourceQuota. Amounts are quantities as the API server writes them.</summary>
/// <param name="Name">Its name.</param>
public sealed record ResourceQuotaFact(string Name)
{
    /// <summary>Its labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its annotations, without kubectl's copy of the applied manifest.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What is asked for: <c>spec.hard</c>.</summary>
    public ImmutableSortedDictionary<string, string> Hard { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What is enforced: <c>status.hard</c>, which follows the spec when the quota controller has counted.</summary>
    public ImmutableSortedDictionary<string, string> EnforcedHard { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What is used: <c>status.used</c>.</summary>
    public ImmutableSortedDictionary<string, string> Used { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The scopes that a pod must all be in for the quota to count it: <c>spec.scopes</c>.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>Further scopes, with values: <c>spec.scopeSelector.matchExpressions</c>.</summary>
    public ImmutableArray<ScopeRequirement> ScopeSelector { get; init; } = [];
}

/// <summary>A requirement of a quota's scope selector.</summary>
/// <param name="Scope">Such as <c>PriorityClass</c>.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">The values, for the first two.</param>
public sealed record ScopeRequirement(string Scope, string Operator, ImmutableArray<string> Values);
