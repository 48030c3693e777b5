using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Admission;

/// <summary>Projects pods onto what admission is known to change.</summary>
internal static class PodViews
{
    /// <summary>The view of a pod.</summary>
    /// <param name="pod">The pod.</param>
    public static PodView Of(PodDto pod)
    {
        var spec = pod.Spec ?? new PodSpecDto();
        return new PodView
        {
            Labels = Texts(pod.Metadata?.Labels),
            Annotations = Texts(pod.Metadata?.Annotations),
            Containers = Containers(spec.Containers),
            InitContainers = Containers(spec.InitContainers),
            NodeSelector = Texts(spec.NodeSelector),
            Tolerations = [.. (spec.Tolerations ?? []).Select(dto => new Toleration(Text(dto.Key), Text(dto.Operator), Text(dto.Value), Text(dto.Effect)))],
            RequiredNodeAffinity = spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is { } required
                ? [.. (required.NodeSelectorTerms ?? []).Select(term => new NodeSelectorTerm(Requirements(term?.MatchExpressions), Requirements(term?.MatchFields)))]
                : null,
            SchedulerName = Text(spec.SchedulerName),
            RuntimeClassName = Text(spec.RuntimeClassName),
            PriorityClassName = Text(spec.PriorityClassName),
            ServiceAccountName = Text(spec.ServiceAccountName),
            Overhead = Amounts(spec.Overhead),
            HostNetwork = spec.HostNetwork == true,
        };
    }

    private static ImmutableArray<NodeSelectorRequirement> Requirements(ImmutableArray<NodeRequirementDto?>? requirements)
        => [.. (requirements ?? []).OfType<NodeRequirementDto>().Select(dto => new NodeSelectorRequirement(Text(dto.Key), Text(dto.Operator), [.. (dto.Values ?? []).Select(Text)]))];

    private static ImmutableArray<ContainerView> Containers(ImmutableArray<ContainerDto>? containers)
        => [.. (containers ?? []).Select(dto => new ContainerView(
            Text(dto.Name), Text(dto.Image), Text(dto.RestartPolicy), Amounts(dto.Resources?.Requests), Amounts(dto.Resources?.Limits)))];

    private static ResourceList Amounts(ImmutableDictionary<string, string>? list)
        => new((list ?? ImmutableDictionary<string, string>.Empty)
            .Select(pair => (Resource: ApiText.Bound(pair.Key), Amount: Quantity.Amount(pair.Key, pair.Value)))
            .Where(pair => pair.Amount is not null)
            .ToImmutableSortedDictionary(pair => pair.Resource, pair => pair.Amount!.Value, StringComparer.Ordinal));

    private static ImmutableSortedDictionary<string, string> Texts(ImmutableDictionary<string, string>? map)
        => (map ?? ImmutableDictionary<string, string>.Empty)
            .ToImmutableSortedDictionary(pair => ApiText.Bound(pair.Key), pair => Text(pair.Value), StringComparer.Ordinal);

    private static string Text(string? text) => ApiText.Bound(text ?? "");
}
