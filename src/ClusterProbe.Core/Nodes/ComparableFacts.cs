using System.Collections.Immutable;
using System.Globalization;

namespace ClusterProbe.Core.Nodes;

/// <summary>Says in which respect the facts of nodes are compared.</summary>
/// <remarks>
/// Patch levels of a kernel differ while a pool is being updated and change nothing for builds; the kernel derives the number of inotify
/// watches from the node's memory, so that what matters is on which side of the threshold it is.
/// </remarks>
internal static class ComparableFacts
{
    private static readonly string EnoughWatches = string.Create(CultureInfo.InvariantCulture, $"{NodeThresholds.InotifyWatches} or more");
    private static readonly string FewWatches = string.Create(CultureInfo.InvariantCulture, $"less than {NodeThresholds.InotifyWatches}");

    /// <summary>A value as it is compared.</summary>
    public static string ValueOf(string key, string value) => key switch
    {
        NodeFactKeys.Kernel => Parsing.KernelRelease.Parse(value)?.Series ?? value,
        NodeFactKeys.InotifyWatches when Parsing.ProcText.Number(value) is { } watches => watches >= NodeThresholds.InotifyWatches ? EnoughWatches : FewWatches,
        _ => value,
    };

    /// <summary>All facts of a node as they are compared.</summary>
    public static ImmutableSortedDictionary<string, string> Of(ImmutableSortedDictionary<string, string> facts)
        => facts.ToImmutableSortedDictionary(fact => fact.Key, fact => ValueOf(fact.Key, fact.Value), StringComparer.Ordinal);
}
