using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Scheduling;

/// <summary>Says amounts and nodes in a few words.</summary>
internal static class SlotsText
{
    private const int MaxNames = 5;

    /// <summary>Amounts: <c>cpu 520m, memory 620Mi</c>.</summary>
    /// <param name="list">The amounts.</param>
    public static string Amounts(ResourceList list)
        => list.Amounts.Any(pair => pair.Value > 0)
            ? string.Join(", ", list.Amounts.Where(pair => pair.Value > 0).Select(pair => $"{pair.Key} {Quantity.Format(pair.Key, pair.Value)}"))
            : "nothing";

    /// <summary>What is free of the resources that matter to a pod, in round numbers.</summary>
    /// <param name="free">What is free.</param>
    /// <param name="asked">What the pod asks for.</param>
    public static string Free(ResourceList free, ResourceList asked)
        => Amounts(ResourceList.Of(asked.Amounts.Where(pair => pair.Value > 0).Select(pair => (pair.Key, Round(pair.Key, free[pair.Key])))));

    /// <summary>The first names of a list.</summary>
    /// <param name="names">The names.</param>
    public static string Names(IReadOnlyCollection<string> names)
        => names.Count <= MaxNames ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MaxNames))} and {names.Count - MaxNames} more";

    private static long Round(string resource, long amount)
        => amount >= 1 << 30 && resource is "memory" or "ephemeral-storage" ? amount >> 20 << 20 : amount;
}
