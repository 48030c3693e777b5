using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.UnitTests.Quota;

/// <summary>Writes quotas, limit ranges and pods on one line: <c>cpu=1,memory=1Gi</c>.</summary>
internal static class QuotaNotation
{
    public static ImmutableSortedDictionary<string, string> Quantities(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static ResourceQuotaFact QuotaOf(string hard, string used, string name = "quota") => new(name)
    {
        Hard = Quantities(hard),
        EnforcedHard = Quantities(hard),
        Used = Quantities(used),
    };

    public static PodResources Pod(params ImmutableArray<ContainerResources> containers) => new() { Containers = containers };

    public static ContainerResources Container(string requests = "", string limits = "", string name = "build", bool sidecar = false)
        => new(name, Amounts.Parse(Quantities(requests)), Amounts.Parse(Quantities(limits)), sidecar);
}
