namespace ClusterProbe.Core.Quota;

/// <summary>What the names of resources in quotas and limit ranges mean (kubernetes <c>pkg/apis/core/helper</c>).</summary>
internal static class ResourceNames
{
    public const string Requests = "requests.";
    public const string Limits = "limits.";
    private const string HugePages = "hugepages-";

    private static readonly string[] Native = ["cpu", "memory", "ephemeral-storage"];

    public static bool IsCpu(string resource) => resource is "cpu" or "requests.cpu" or "limits.cpu";

    public static bool IsBytes(string resource)
        => Bare(resource) is "memory" or "ephemeral-storage" or "storage" || IsHugePages(Bare(resource));

    public static bool IsHugePages(string resource) => resource.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>Neither without a domain nor of Kubernetes' own.</summary>
    public static bool IsExtended(string resource)
        => resource.Contains('/', StringComparison.Ordinal) && !resource.Contains("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>Whether a quota on this counts pods (<c>podEvaluator.MatchingResources</c>).</summary>
    public static bool CountsPods(string quotaResource)
        => quotaResource is "pods" or "count/pods"
            || Native.Contains(quotaResource)
            || (quotaResource.StartsWith(Requests, StringComparison.Ordinal) && IsRequest(quotaResource[Requests.Length..]))
            || (quotaResource.StartsWith(Limits, StringComparison.Ordinal) && Native.Contains(quotaResource[Limits.Length..]))
            || IsHugePages(quotaResource);

    /// <summary>Whether a pod that the quota counts has to say something about this in every container (<c>validationSet</c>).</summary>
    public static bool MustBeSpecified(string quotaResource)
        => Bare(quotaResource) is "cpu" or "memory";

    /// <summary>The resource that a quota's resource is about: <c>cpu</c> for <c>limits.cpu</c>.</summary>
    public static string Bare(string resource)
        => resource.StartsWith(Requests, StringComparison.Ordinal) ? resource[Requests.Length..]
            : resource.StartsWith(Limits, StringComparison.Ordinal) ? resource[Limits.Length..]
            : resource;

    private static bool IsRequest(string resource) => Native.Contains(resource) || IsHugePages(resource) || IsExtended(resource);
}
