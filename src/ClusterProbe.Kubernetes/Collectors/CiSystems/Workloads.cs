using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;
using ClusterProbe.Kubernetes.Collectors.Admission;

namespace ClusterProbe.Kubernetes.Collectors.CiSystems;

/// <summary>Projects Deployments, StatefulSets and pods onto workloads.</summary>
internal static class Workloads
{
    /// <summary>A controller's workload. A Deployment that says nothing of replicas wants one.</summary>
    public static CiWorkload Of(string kind, ControllerDto controller) => Of(kind, controller.Metadata, controller.Spec?.Template?.Spec) with
    {
        Replicas = controller.Spec?.Replicas ?? 1,
        ReadyReplicas = controller.Status?.ReadyReplicas ?? 0,
        Selector = controller.Spec?.Selector is { } selector ? Webhooks.Selector(selector) : null,
        PodLabels = Labels(controller.Spec?.Template?.Metadata),
    };

    /// <summary>The workloads of running pods that none of the controllers takes for its own: one for each owner, and for each bare pod.</summary>
    public static IEnumerable<CiWorkload> OfPods(IEnumerable<WorkloadPodDto> pods, ImmutableArray<CiWorkload> controllers)
        => pods
            .Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed") && !controllers.Any(controller => IsOwn(controller, pod)))
            .GroupBy(pod => (pod.Metadata?.Namespace, Owner: Owner(pod)))
            .Select(group => Of(group.Key.Owner.Kind, group.First().Metadata, group.First().Spec) with
            {
                Name = group.Key.Owner.Name,
                Replicas = group.Count(),
                ReadyReplicas = group.Count(IsReady),
                PodLabels = Labels(group.First().Metadata),
            });

    /// <summary>The labels of an object.</summary>
    public static ImmutableSortedDictionary<string, string> Labels(WorkloadMetadataDto? metadata) => Texts(metadata?.Labels);

    private static CiWorkload Of(string kind, WorkloadMetadataDto? metadata, WorkloadPodSpecDto? spec)
    {
        ImmutableArray<WorkloadContainerDto> containers = spec?.Containers ?? [];
        return new CiWorkload
        {
            Kind = kind,
            Namespace = metadata?.Namespace ?? "",
            Name = metadata?.Name ?? "",
            ServiceAccount = spec?.ServiceAccountName is { Length: > 0 } account ? account : "default",
            Requests = Requests(containers),
            Images = [.. containers.Select(container => container.Image ?? "")],
            EnvironmentNames = [.. containers.SelectMany(container => container.Env ?? []).Select(variable => variable.Name ?? "").Distinct().Order(StringComparer.Ordinal)],
        };
    }

    private static (string Kind, string Name) Owner(WorkloadPodDto pod)
        => (pod.Metadata?.OwnerReferences ?? []).FirstOrDefault(owner => owner.Controller == true) is { } found
            ? (found.Kind ?? "", found.Name ?? "")
            : ("Pod", pod.Metadata?.Name ?? "");

    private static bool IsOwn(CiWorkload controller, WorkloadPodDto pod)
        => controller.Namespace == pod.Metadata?.Namespace && controller.Selector?.Matches(Labels(pod.Metadata)) == true;

    private static bool IsReady(WorkloadPodDto pod) => (pod.Status?.Conditions ?? []).Any(condition => condition is { Type: "Ready", Status: "True" });

    private static ResourceList Requests(ImmutableArray<WorkloadContainerDto> containers)
        => new(containers
            .SelectMany(container => Texts(container.Resources?.Limits).SetItems(Texts(container.Resources?.Requests)))
            .GroupBy(pair => pair.Key)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Aggregate(0L, (sum, pair) => Add(sum, Quantity.Amount(pair.Key, pair.Value) ?? 0)), StringComparer.Ordinal));

    /// <summary>Amounts are already capped at 64 bits, and absurd ones must not wrap around.</summary>
    private static long Add(long sum, long amount) => sum > long.MaxValue - amount ? long.MaxValue : sum + amount;

    private static ImmutableSortedDictionary<string, string> Texts(ImmutableDictionary<string, string>? map)
        => (map ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);
}
