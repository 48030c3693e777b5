using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>Amounts of resources: CPU in milli-CPU, everything else in its base unit (bytes, pieces).</summary>
/// <remarks>Immutable; a missing resource counts as zero. Sums that do not fit in 64 bits are the largest number.</remarks>
/// <param name="Amounts">Amount by resource name, such as <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>, <c>nvidia.com/gpu</c>.</param>
public sealed record ResourceList(ImmutableSortedDictionary<string, long> Amounts)
{
    /// <summary>Nothing at all.</summary>
    public static ResourceList Empty { get; } = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>The amount of one resource, 0 when it is not listed.</summary>
    /// <param name="resource">Such as <c>cpu</c>.</param>
    public long this[string resource] => Amounts.TryGetValue(resource, out var amount) ? amount : 0;

    /// <summary>Amounts by name; of a name that is given twice, the last one.</summary>
    /// <param name="amounts">CPU in milli-CPU, everything else in its base unit.</param>
    public static ResourceList Of(params IEnumerable<(string Resource, long Amount)> amounts)
        => new(Empty.Amounts.SetItems(amounts.Select(pair => KeyValuePair.Create(pair.Resource, pair.Amount))));

    /// <summary>Both together.</summary>
    /// <param name="other">What is added.</param>
    public ResourceList Add(ResourceList other) => Combine(other, AddSaturated);

    /// <summary>The larger amount of each resource.</summary>
    /// <param name="other">What is compared.</param>
    public ResourceList Max(ResourceList other) => Combine(other, Math.Max);

    /// <summary>The same amounts, but for one resource.</summary>
    /// <param name="resource">Such as <c>cpu</c>.</param>
    /// <param name="amount">Its amount.</param>
    public ResourceList With(string resource, long amount) => new(Amounts.SetItem(resource, amount));

    /// <summary>The sum, or the 64-bit number nearest to it.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other.</param>
    public static long AddSaturated(long left, long right)
    {
        var sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0 ? sum : left < 0 ? long.MinValue : long.MaxValue;
    }

    private ResourceList Combine(ResourceList other, Func<long, long, long> combine)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Amounts.IsEmpty) return this;
        var amounts = Amounts.ToBuilder();
        foreach (var (resource, amount) in other.Amounts)
        {
            amounts[resource] = amounts.TryGetValue(resource, out var own) ? combine(own, amount) : amount;
        }

        return new ResourceList(amounts.ToImmutable());
    }
}
