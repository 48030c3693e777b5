using System.Collections.Immutable;
using System.Globalization;

namespace ClusterProbe.Core.Nodes;

/// <summary>Says the facts of a node in short texts from bounded sets, for comparing nodes and for labels.</summary>
/// <remarks>
/// What differs from moment to moment, such as pressure, is not among them: nodes write when these change. Nor is what the kernel
/// derives from a machine's memory, such as <c>user.max_user_namespaces</c>, in which nodes of two sizes always differ.
/// </remarks>
internal static class PublishedFacts
{
    public static ImmutableSortedDictionary<string, string> Of(NodeFacts facts)
        => All(facts)
            .Where(fact => !string.IsNullOrEmpty(fact.Value))
            .ToImmutableSortedDictionary(fact => fact.Key, fact => fact.Value!, StringComparer.Ordinal);

    private static IEnumerable<(string Key, string? Value)> All(NodeFacts facts) =>
    [
        (NodeFactKeys.Architecture, facts.Architecture),
        (NodeFactKeys.Kernel, Text(facts.Kernel, kernel => kernel.Text)),
        (NodeFactKeys.Cgroup, Cgroups.ModeOf(facts) is { } mode ? Cgroups.WordFor(mode) : null),
        (NodeFactKeys.CgroupControllers, Text(facts.CgroupControllers, there => string.Join(' ', Cgroups.Needed.Where(there.Contains)))),
        (NodeFactKeys.Overlay, OverlaySupport.Of(facts) switch { true => "supported", false => "missing", null => null }),
        (NodeFactKeys.Iptables, PacketFilters.Of(facts).Word),
        (NodeFactKeys.Mtu, Number(facts.Mtu)),
        (NodeFactKeys.InotifyInstances, Number(facts.InotifyInstances)),
        (NodeFactKeys.InotifyWatches, Number(facts.InotifyWatches)),
        (NodeFactKeys.MaxMapCount, Number(facts.MaxMapCount)),
        (NodeFactKeys.PidLimit, Text(facts.PidLimit, limit => limit.ToString())),
        (NodeFactKeys.OpenFiles, Text(facts.OpenFiles, limit => limit.Hard.ToString())),
        (NodeFactKeys.UserNamespaces, UserNamespaces.Of(facts).Word),
        (NodeFactKeys.AppArmorUserNamespaces, Text(facts.AppArmorRestriction, value => value == 0 ? "unrestricted" : "restricted")),
        (NodeFactKeys.RootKeys, Number(facts.RootKeys)),
        (NodeFactKeys.Dns, facts.ClusterDns is { } lookup ? lookup.Failure is null ? "resolves" : "fails" : null),
        (NodeFactKeys.Endpoints, facts.Endpoints is { IsEmpty: false } endpoints ? Share(endpoints) : null),
    ];

    private static string Share(ImmutableArray<EndpointResult> endpoints)
        => string.Create(CultureInfo.InvariantCulture, $"{endpoints.Count(endpoint => endpoint.Failure is null)}/{endpoints.Length}");

    private static string? Number(Reading<long> reading) => Text(reading, number => number.ToString(CultureInfo.InvariantCulture));

    private static string? Text<T>(Reading<T> reading, Func<T, string> write)
        where T : notnull
        => reading.IsKnown(out var value) ? write(value) : null;
}
