using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Quota;

/// <summary>Amounts by resource. What is listed with zero is not the same as what is not listed.</summary>
/// <param name="Items">By resource name.</param>
public sealed record Amounts(ImmutableSortedDictionary<string, Amount> Items)
{
    /// <summary>Nothing.</summary>
    public static Amounts None { get; } = new(ImmutableSortedDictionary.Create<string, Amount>(StringComparer.Ordinal));

    /// <summary>The amount of one resource; null when it is not listed.</summary>
    /// <param name="resource">Such as <c>cpu</c>.</param>
    public Amount? this[string resource] => Items.TryGetValue(resource, out var amount) ? amount : null;

    /// <summary>Amounts as numbers, in the notation that is usual for each resource.</summary>
    /// <param name="resources">The amounts.</param>
    public static Amounts Of(ResourceList resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return new Amounts(None.Items.SetItems(resources.Amounts.Select(pair => KeyValuePair.Create(pair.Key, Amount.Of(pair.Key, pair.Value)))));
    }

    /// <summary>The amounts as numbers, without their notation.</summary>
    public ResourceList ToResourceList() => ResourceList.Of(Items.Select(pair => (pair.Key, pair.Value.Value)));

    /// <summary>Reads quantities; what is not a quantity is left out.</summary>
    /// <param name="quantities">Quantity by resource.</param>
    public static Amounts Parse(IEnumerable<KeyValuePair<string, string>> quantities)
    {
        ArgumentNullException.ThrowIfNull(quantities);
        return new Amounts(None.Items.SetItems(quantities
            .Select(pair => (pair.Key, Amount: Amount.Parse(pair.Key, pair.Value)))
            .Where(pair => pair.Amount is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Amount!.Value))));
    }

    /// <summary>Both together.</summary>
    /// <param name="other">What is added.</param>
    public Amounts Add(Amounts other) => Combine(other, (own, added) => own + added);

    /// <summary>The larger amount of each resource.</summary>
    /// <param name="other">What is compared.</param>
    public Amounts Max(Amounts other) => Combine(other, (own, compared) => compared.Value > own.Value ? compared : own);

    /// <summary>These amounts, but for the resources that the other one lists.</summary>
    /// <param name="other">What takes precedence.</param>
    public Amounts OverriddenBy(Amounts other) => Combine(other, (_, replacement) => replacement);

    /// <summary>These amounts, and those of the other one that these do not list.</summary>
    /// <param name="defaults">What applies otherwise.</param>
    public Amounts OrElse(Amounts defaults) => Combine(defaults, (own, _) => own);

    /// <summary>The amounts of some resources.</summary>
    /// <param name="include">Which ones.</param>
    public Amounts Where(Func<string, bool> include) => new(Items.RemoveRange(Items.Keys.Where(resource => !include(resource))));

    private Amounts Combine(Amounts other, Func<Amount, Amount, Amount> combine)
    {
        ArgumentNullException.ThrowIfNull(other);
        var items = Items.ToBuilder();
        foreach (var (resource, amount) in other.Items)
        {
            items[resource] = items.TryGetValue(resource, out var own) ? combine(own, amount) : amount;
        }

        return new Amounts(items.ToImmutable());
    }
}
