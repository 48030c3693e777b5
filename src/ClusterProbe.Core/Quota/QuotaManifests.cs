using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Core.Quota;

/// <summary>Manifests that let a pod in. They are complete: applying one changes nothing but what it is for.</summary>
internal static class QuotaManifests
{
    private const string DefaultsName = "build-defaults";

    /// <summary>The quota with room for this many more pods beside what is in use.</summary>
    public static string Raise(string @namespace, ResourceQuotaFact quota, QuotaResult result, int pods)
    {
        var hard = result.Uses.Aggregate(quota.Hard, (all, use) => use.Needed(pods) is var needed && needed.Value > use.Hard.Value
            ? all.SetItem(use.Resource, needed.Format(use.Resource))
            : all);
        List<(string, object)> spec = [("hard", Mapping(hard))];
        if (!quota.Scopes.IsEmpty) spec.Add(("scopes", quota.Scopes.Cast<object>()));
        if (!quota.ScopeSelector.IsEmpty) spec.Add(("scopeSelector", new (string, object)[] { ("matchExpressions", quota.ScopeSelector.Select(Scope)) }));
        return Write("ResourceQuota", quota.Name, @namespace, quota.Labels, quota.Annotations, spec);
    }

    /// <summary>The limit range with exactly those constraints relaxed that the pod violates.</summary>
    public static string Relax(string @namespace, LimitRangeFact range, IEnumerable<LimitViolation> violations)
    {
        var limits = range.Limits.Select(limit => violations.Where(violation => violation.Type == limit.Type).Aggregate(limit, Relax));
        return Write("LimitRange", range.Name, @namespace, range.Labels, range.Annotations, [("limits", limits.Select(Limit))]);
    }

    /// <summary>A limit range that gives containers what a quota makes them specify.</summary>
    public static LimitRangeFact Defaults(PodResources pod, IEnumerable<string> unspecified)
    {
        var resources = unspecified.Select(ResourceNames.Bare).Distinct().ToArray();
        var values = resources.ToImmutableSortedDictionary(
            resource => resource,
            resource => Largest(pod, resource).Format(resource),
            StringComparer.Ordinal);
        return new LimitRangeFact(DefaultsName, [new LimitRangeItem("Container") { Default = values, DefaultRequest = values }]);
    }

    /// <summary>A limit range as a manifest.</summary>
    public static string Create(string @namespace, LimitRangeFact range) => Relax(@namespace, range, []);

    /// <summary>A limit must not be below a request, so the default is the largest request, and at least what CI systems give a step.</summary>
    private static Amount Largest(PodResources pod, string resource)
        => Amount.Of(resource, pod.AllContainers
            .Select(container => container.Requests[resource]?.Value ?? 0)
            .Append(resource == "cpu" ? 400 : 500L << 20)
            .Max());

    private static LimitRangeItem Relax(LimitRangeItem limit, LimitViolation violation) => violation.Constraint switch
    {
        LimitConstraint.Min => limit with { Min = Relaxed(limit.Min, violation, violation.Resource, (current, needed) => needed < current) },
        LimitConstraint.Max => limit with { Max = Relaxed(limit.Max, violation, violation.Resource, (current, needed) => needed > current) },
        _ => limit with { MaxLimitRequestRatio = Relaxed(limit.MaxLimitRequestRatio, violation, "cpu", (current, needed) => needed > current) },
    };

    private static ImmutableSortedDictionary<string, string> Relaxed(
        ImmutableSortedDictionary<string, string> constraint, LimitViolation violation, string unit, Func<long, long, bool> isWeaker)
        => constraint.TryGetValue(violation.Resource, out var current)
            && violation.Needed is { } needed
            && isWeaker(Amount.Parse(unit, current)?.Value ?? 0, Amount.Parse(unit, needed)?.Value ?? 0)
            ? constraint.SetItem(violation.Resource, needed)
            : constraint;

    private static (string, object)[] Limit(LimitRangeItem limit) =>
    [
        ("type", limit.Type),
        .. Constraint("min", limit.Min),
        .. Constraint("max", limit.Max),
        .. Constraint("default", limit.Default),
        .. Constraint("defaultRequest", limit.DefaultRequest),
        .. Constraint("maxLimitRequestRatio", limit.MaxLimitRequestRatio),
    ];

    private static IEnumerable<(string, object)> Constraint(string name, ImmutableSortedDictionary<string, string> values)
        => values.IsEmpty ? [] : [(name, Mapping(values))];

    private static (string, object)[] Scope(ScopeRequirement scope) => scope.Values.IsEmpty
        ? [("scopeName", scope.Scope), ("operator", scope.Operator)]
        : [("scopeName", scope.Scope), ("operator", scope.Operator), ("values", scope.Values.Cast<object>())];

    private static string Write(
        string kind,
        string name,
        string @namespace,
        ImmutableSortedDictionary<string, string> labels,
        ImmutableSortedDictionary<string, string> annotations,
        IEnumerable<(string, object)> spec)
    {
        List<(string, object)> metadata = [("name", name), ("namespace", @namespace)];
        if (!labels.IsEmpty) metadata.Add(("labels", Mapping(labels)));
        if (!annotations.IsEmpty) metadata.Add(("annotations", Mapping(annotations)));
        return YamlWriter.Write(("apiVersion", "v1"), ("kind", kind), ("metadata", metadata), ("spec", spec));
    }

    private static IEnumerable<(string, object)> Mapping(ImmutableSortedDictionary<string, string> values)
        => values.Select(pair => (pair.Key, (object)pair.Value));
}
