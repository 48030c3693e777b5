using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Quota;

/// <summary>What limit ranges make of a pod.</summary>
/// <param name="Pod">The pod with the defaults filled in.</param>
/// <param name="Violations">What it violates; empty when it is admitted.</param>
public sealed record LimitRangeResult(PodResources Pod, ImmutableArray<LimitViolation> Violations)
{
    /// <summary>
    /// The API server's words for the denial by the first limit range that refuses the pod; null when it is admitted. The order of
    /// the clauses is not defined: the server reads them from hash maps.
    /// </summary>
    public string? Message => Violations.IsEmpty ? null
        : Violations.Where(violation => violation.LimitRange == Violations[0].LimitRange).Select(violation => violation.Message).Distinct().ToArray() switch
        {
            [var only] => only,
            var several => $"[{string.Join(", ", several)}]",
        };
}

/// <summary>Applies limit ranges to a pod as the admission plug-in LimitRanger does.</summary>
/// <remarks>
/// Source: kubernetes <c>plugin/pkg/admission/limitranger/admission.go</c>, 1.37. All limit ranges fill in defaults before any is
/// enforced, and a pod's overhead is not counted.
/// </remarks>
public static class LimitRangeEvaluation
{
    /// <summary>Applies all limit ranges of a namespace.</summary>
    /// <param name="pod">The pod as it is sent.</param>
    /// <param name="ranges">The limit ranges.</param>
    public static LimitRangeResult Evaluate(PodResources pod, LimitRanges ranges)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(ranges);
        var defaulted = ranges.Items.Aggregate(pod.WithServerDefaults(), ApplyDefaults);
        return new LimitRangeResult(
            defaulted,
            [.. ranges.Items.SelectMany(range => range.Limits.SelectMany(limit => Violations(defaulted, range.Name, limit)))]);
    }

    private static PodResources ApplyDefaults(PodResources pod, LimitRangeFact range)
    {
        var limits = range.Limits.Where(limit => limit.Type == "Container").ToArray();
        var defaultRequests = limits.Aggregate(Amounts.None, (all, limit) => all.OverriddenBy(Amounts.Parse(limit.DefaultRequest)));
        var defaultLimits = limits.Aggregate(Amounts.None, (all, limit) => all.OverriddenBy(Amounts.Parse(limit.Default)));
        return pod.ForEachContainer(container => container with
        {
            Requests = container.Requests.OrElse(defaultRequests),
            Limits = container.Limits.OrElse(defaultLimits),
        });
    }

    private static IEnumerable<LimitViolation> Violations(PodResources pod, string range, LimitRangeItem limit) => limit.Type switch
    {
        "Container" => pod.AllContainers.SelectMany(container => LimitConstraints.Check(range, limit, container.Name, container.Requests, container.Limits)),
        "Pod" => LimitConstraints.Check(range, limit, container: null, pod.TotalRequests(withOverhead: false), pod.TotalLimits(withOverhead: false)),
        _ => [],
    };
}
