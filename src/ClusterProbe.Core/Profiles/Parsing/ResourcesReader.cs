using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>What a container requests and is limited to.</summary>
internal sealed record ContainerResources(ResourceList Requests, ResourceList Limits);

/// <summary>Reads the <c>resources</c> of a container as the API server does.</summary>
internal static class ResourcesReader
{
    private static readonly string[] Standard = ["cpu", "memory", "ephemeral-storage"];

    public static ContainerResources Read(Fields resources)
    {
        var limits = Amounts(resources["limits"]);
        var requests = Amounts(resources["requests"]);
        foreach (var (name, limit) in limits.Where(limit => requests.TryGetValue(limit.Key, out var request) && request > limit.Value))
            resources["requests"].Fail($"{name}: {Quantity.Format(name, requests[name])} is more than the limit {Quantity.Format(name, limit)}");

        // What is limited and not requested is requested to the limit: kubernetes pkg/apis/core/v1/defaults.go, SetDefaults_Pod.
        return new ContainerResources(new ResourceList(limits.SetItems(requests)), new ResourceList(limits));
    }

    private static ImmutableSortedDictionary<string, long> Amounts(Field field)
        => (field.Dictionary(NameForm.QualifiedName, (name, item) => Amount(name, item)) ?? ImmutableSortedDictionary<string, Amounted>.Empty)
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);

    private static Amounted? Amount(string resource, Field field)
    {
        if (!Standard.Contains(resource) && !resource.Contains('/', StringComparison.Ordinal) && !resource.StartsWith("hugepages-", StringComparison.Ordinal))
        {
            field.Fail("is not a resource of containers; others than cpu, memory, ephemeral-storage and hugepages-SIZE have a domain", NearestName.Find(resource, Standard));
            return null;
        }

        if (field.Literal() is not { } text) return null;
        if (Quantity.Amount(resource, text) is { } amount and >= 0) return new Amounted(amount);
        field.Fail($"{ErrorList.Quote(text)} is not a quantity such as 500m, 2 or 1.5Gi");
        return null;
    }

    private sealed record Amounted(long Value);
}
