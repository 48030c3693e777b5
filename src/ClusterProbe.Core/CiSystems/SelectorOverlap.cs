using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.CiSystems;

/// <summary>Finds workloads of one namespace that take each other's pods for their own.</summary>
public static class SelectorOverlap
{
    /// <summary>The pairs of which one selects the pods of the other.</summary>
    /// <param name="workloads">The workloads.</param>
    public static ImmutableArray<(CiWorkload First, CiWorkload Second)> Pairs(ImmutableArray<CiWorkload> workloads) =>
    [
        .. from first in workloads.Index()
           from second in workloads.Skip(first.Index + 1)
           where first.Item.Namespace == second.Namespace && (Selects(first.Item, second) || Selects(second, first.Item))
           select (first.Item, second),
    ];

    private static bool Selects(CiWorkload one, CiWorkload other) => one.Selector?.Matches(other.PodLabels) == true;
}
