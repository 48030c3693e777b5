using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Quota;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Reads what pods ask for and what namespaces allow, for the rules of quotas and limit ranges.</summary>
internal static class ResourceReader
{
    /// <summary>A pod.</summary>
    public static PodResources Pod(JsonObject spec) => new()
    {
        Containers = [.. spec.Items("containers").Select(Container)],
        InitContainers = [.. spec.Items("initContainers").Select(Container)],
        Requests = Amounts.Parse(Quantities(spec, "resources", "requests")),
        Limits = Amounts.Parse(Quantities(spec, "resources", "limits")),
        Overhead = Amounts.Parse(Quantities(spec, "overhead")),
        PriorityClassName = spec.Text("priorityClassName"),
        ActiveDeadlineSeconds = spec["activeDeadlineSeconds"]?.GetValue<long>(),
    };

    /// <summary>A LimitRange.</summary>
    public static LimitRangeFact LimitRange(JsonObject range) => new(range.Text("metadata", "name"), [.. range.Items("spec", "limits").Select(limit => new LimitRangeItem(limit.Text("type"))
    {
        Min = Quantities(limit, "min"),
        Max = Quantities(limit, "max"),
        Default = Quantities(limit, "default"),
        DefaultRequest = Quantities(limit, "defaultRequest"),
        MaxLimitRequestRatio = Quantities(limit, "maxLimitRequestRatio"),
    })]);

    /// <summary>A ResourceQuota.</summary>
    public static ResourceQuotaFact Quota(JsonObject quota) => new(quota.Text("metadata", "name"))
    {
        Hard = Quantities(quota, "spec", "hard"),
        EnforcedHard = Quantities(quota, "status", "hard"),
        Used = Quantities(quota, "status", "used"),
        Scopes = [.. quota.Texts("spec", "scopes")],
        ScopeSelector = [.. quota.Items("spec", "scopeSelector", "matchExpressions")
            .Select(scope => new ScopeRequirement(scope.Text("scopeName"), scope.Text("operator"), [.. scope.Texts("values")]))],
    };

    private static ContainerResources Container(JsonObject container) => new(
        container.Text("name"),
        Amounts.Parse(Quantities(container, "resources", "requests")),
        Amounts.Parse(Quantities(container, "resources", "limits")),
        container.Text("restartPolicy") == "Always");

    /// <summary>Quantities can be written as numbers too.</summary>
    private static ImmutableSortedDictionary<string, string> Quantities(JsonObject parent, params ReadOnlySpan<string> path)
        => parent.At(path) is JsonObject amounts
            ? amounts.ToImmutableSortedDictionary(amount => amount.Key, amount => amount.Value?.ToString() ?? "", StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;
}
