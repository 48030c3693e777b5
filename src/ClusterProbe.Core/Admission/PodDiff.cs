using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Admission;

/// <summary>Compares a pod as it was sent with the pod that the cluster would store.</summary>
/// <remarks>What every cluster fills in (default scheduler, ServiceAccount, tolerations of node conditions, requests from limits) is no change.</remarks>
public static class PodDiff
{
    private static readonly ImmutableHashSet<string> DefaultTolerations = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <summary>The changes, in a stable order.</summary>
    /// <param name="sent">The pod as it was sent.</param>
    /// <param name="stored">The pod as it came back.</param>
    public static ImmutableArray<PodChange> Between(PodView sent, PodView stored)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(stored);
        return
        [
            .. Containers("init container", sent.InitContainers, stored.InitContainers),
            .. Containers("container", sent.Containers, stored.Containers),
            .. Resources("overhead", sent.Overhead, stored.Overhead),
            .. Values(PodChangeKind.Scheduler, "scheduler", sent.SchedulerName, stored.SchedulerName, "default-scheduler"),
            .. Values(PodChangeKind.RuntimeClass, "RuntimeClass", sent.RuntimeClassName, stored.RuntimeClassName),
            .. Values(PodChangeKind.PriorityClass, "PriorityClass", sent.PriorityClassName, stored.PriorityClassName),
            .. Values(PodChangeKind.ServiceAccount, "ServiceAccount", sent.ServiceAccountName, stored.ServiceAccountName, "default"),
            .. sent.HostNetwork == stored.HostNetwork
                ? []
                : (ImmutableArray<PodChange>)[new(PodChangeKind.HostNetwork, stored.HostNetwork ? "uses the node's network" : "leaves the node's network")],
            .. Maps(PodChangeKind.NodeSelector, "node selector", sent.NodeSelector, stored.NodeSelector),
            .. stored.Tolerations
                .Where(toleration => !sent.Tolerations.Contains(toleration) && !IsDefault(toleration))
                .Select(toleration => new PodChange(PodChangeKind.Toleration, $"adds toleration {Describe(toleration)}")),
            .. Maps(PodChangeKind.Label, "label", sent.Labels, stored.Labels),
            .. Maps(PodChangeKind.Annotation, "annotation", sent.Annotations, stored.Annotations),
        ];
    }

    private static IEnumerable<PodChange> Containers(string kind, ImmutableArray<ContainerView> sent, ImmutableArray<ContainerView> stored)
    {
        var before = sent.ToDictionary(container => container.Name, StringComparer.Ordinal);
        foreach (var container in stored)
        {
            if (!before.Remove(container.Name, out var own))
            {
                yield return new(PodChangeKind.Container, $"adds {(container.RestartPolicy == "Always" ? "native sidecar" : kind)} {container.Name}");
                continue;
            }

            if (own.Image != container.Image) yield return new(PodChangeKind.Image, $"replaces the image of {own.Name}: {own.Image} becomes {container.Image}");
            foreach (var change in Resources($"limits of {own.Name}", own.Limits, container.Limits)) yield return change;
            foreach (var change in Resources($"requests of {own.Name}", Defaulted(own), container.Requests)) yield return change;
        }

        foreach (var name in before.Keys) yield return new(PodChangeKind.Container, $"removes {kind} {name}");
    }

    /// <summary>A resource that is limited and not requested is requested at its limit, by the API server itself.</summary>
    private static ResourceList Defaulted(ContainerView container)
        => new(container.Limits.Amounts.SetItems(container.Requests.Amounts));

    private static IEnumerable<PodChange> Resources(string what, ResourceList sent, ResourceList stored)
        => sent.Amounts.Keys.Union(stored.Amounts.Keys, StringComparer.Ordinal)
            .Where(resource => sent[resource] != stored[resource])
            .Order(StringComparer.Ordinal)
            .Select(resource => new PodChange(
                PodChangeKind.Resources,
                $"changes {what}: {resource} {Amount(resource, sent)} becomes {Amount(resource, stored)}"));

    private static IEnumerable<PodChange> Values(PodChangeKind kind, string what, string sent, string stored, string byDefault = "")
    {
        if (sent == stored || (sent.Length == 0 && stored == byDefault)) yield break;
        yield return new(kind, stored.Length == 0 ? $"removes the {what} {sent}" : $"sets the {what} {stored}");
    }

    private static IEnumerable<PodChange> Maps(
        PodChangeKind kind, string what, ImmutableSortedDictionary<string, string> sent, ImmutableSortedDictionary<string, string> stored)
        => stored.Where(pair => !sent.TryGetValue(pair.Key, out var value) || value != pair.Value)
            .Select(pair => new PodChange(kind, $"{(sent.ContainsKey(pair.Key) ? "changes" : "adds")} {what} {pair.Key}={pair.Value}"))
            .Concat(sent.Keys.Where(key => !stored.ContainsKey(key)).Select(key => new PodChange(kind, $"removes {what} {key}")));

    private static bool IsDefault(Toleration toleration)
        => toleration is { Operator: "Exists", Effect: "NoExecute" } && DefaultTolerations.Contains(toleration.Key);

    private static string Describe(Toleration toleration)
    {
        var key = toleration.Key.Length == 0 ? "*" : toleration.Key;
        var taint = toleration.Value.Length == 0 ? key : $"{key}={toleration.Value}";
        return toleration.Effect.Length == 0 ? taint : $"{taint}:{toleration.Effect}";
    }

    private static string Amount(string resource, ResourceList list)
        => list.Amounts.TryGetValue(resource, out var amount) ? Quantity.Format(resource, amount) : "unset";
}
