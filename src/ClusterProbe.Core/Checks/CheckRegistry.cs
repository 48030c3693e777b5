using System.Collections.Immutable;

namespace ClusterProbe.Core.Checks;

/// <summary>All checks, found at compile time and therefore safe for trimming and Native AOT.</summary>
public static partial class CheckRegistry
{
    /// <summary>Every check, in the order of the codes.</summary>
    public static ImmutableArray<Check> All { get; } = [.. Discover().OrderBy(check => check.Code, StringComparer.Ordinal)];

    private static partial IEnumerable<Check> Discover();
}
