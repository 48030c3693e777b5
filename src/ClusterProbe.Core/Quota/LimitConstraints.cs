using System.Globalization;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Quota;

/// <summary>The three constraints of a limit range, with the API server's words for each violation.</summary>
internal static class LimitConstraints
{
    /// <summary>What a container, or a pod as a whole, violates.</summary>
    public static IEnumerable<LimitViolation> Check(string range, LimitRangeItem limit, string? container, Amounts requests, Amounts limits)
    {
        foreach (var (resource, min) in Amounts.Parse(limit.Min).Items)
        {
            if (BelowMin(resource, limit.Type, min, requests[resource], limits[resource]) is { } message)
            {
                yield return Violation(LimitConstraint.Min, resource, message, Least(requests[resource], limits[resource])?.Format(resource));
            }
        }

        foreach (var (resource, max) in Amounts.Parse(limit.Max).Items)
        {
            if (AboveMax(resource, limit.Type, max, requests[resource], limits[resource]) is { } message)
            {
                yield return Violation(LimitConstraint.Max, resource, message, limits[resource]?.Format(resource));
            }
        }

        foreach (var (resource, quantity) in limit.MaxLimitRequestRatio)
        {
            if (Amount.Parse("cpu", quantity) is { } ratio && AboveRatio(resource, limit.Type, ratio, requests[resource], limits[resource]) is var (message, needed))
            {
                yield return Violation(LimitConstraint.MaxLimitRequestRatio, resource, message, needed);
            }
        }

        LimitViolation Violation(LimitConstraint constraint, string resource, string message, string? needed)
            => new(range, limit.Type, container, constraint, resource, message) { Needed = needed };
    }

    private static string? BelowMin(string resource, string type, Amount min, Amount? request, Amount? limit)
    {
        var start = $"minimum {resource} usage per {type} is {min.Format(resource)}";
        return request is null ? $"{start}.  No request is specified"
            : request.Value.Value < min.Value ? $"{start}, but request is {request.Value.Format(resource)}"
            : limit?.Value < min.Value ? $"{start}, but limit is {limit.Value.Format(resource)}"
            : null;
    }

    private static string? AboveMax(string resource, string type, Amount max, Amount? request, Amount? limit)
    {
        var start = $"maximum {resource} usage per {type} is {max.Format(resource)}";
        return limit is null ? $"{start}.  No limit is specified"
            : limit.Value.Value > max.Value ? $"{start}, but limit is {limit.Value.Format(resource)}"
            : request?.Value > max.Value ? $"{start}, but request is {request.Value.Format(resource)}"
            : null;
    }

    /// <summary>The API server compares in floating point: a ratio of exactly 16.1 exceeds a maximum of 16.1.</summary>
    private static (string Message, string? Needed)? AboveRatio(string resource, string type, Amount max, Amount? request, Amount? limit)
    {
        var start = $"{resource} max limit to request ratio per {type} is {max.Format("cpu")}";
        if (request is null or { Value: 0 }) return ($"{start}, but no request is specified or request is 0", null);
        if (limit is null or { Value: 0 }) return ($"{start}, but no limit is specified or limit is 0", null);
        var ratio = (double)limit.Value.Value / request.Value.Value;
        return ratio * 1000 > max.Value
            ? (string.Create(CultureInfo.InvariantCulture, $"{start}, but provided ratio is {ratio:F6}"), new Amount((long)Math.Ceiling(ratio * 1000), Binary: false).Format("cpu"))
            : null;
    }

    private static Amount? Least(Amount? request, Amount? limit)
        => request is null || limit is null || request.Value.Value <= limit.Value.Value ? request : limit;
}
