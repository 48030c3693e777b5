using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>Amounts of resources: CPU in milli-CPU, everything else in its base unit (bytes, pieces).</summary>
/// <remarks>Immutable; a missing resource counts as zero.</remarks>
/// <param name="Amounts">Amount by resource name, such as <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>, <c>nvidia.com/gpu</c>.</param>
public sealed record ResourceList(ImmutableSortedDictionary<string, long> Amounts)
{
    /// <summary>Nothing at all.</summary>
    public static ResourceList Empty { get; } = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>The amount of one resource, 0 when it is not listed.</summary>
    /// <param name="resource">Such as <c>cpu</c>.</param>
    public long this[string resource] => Amounts.TryGetValue(resource, out var amount) ? amount : 0;
}
