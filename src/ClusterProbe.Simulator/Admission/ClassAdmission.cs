using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Resolves the pod's PriorityClass and RuntimeClass.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>plugin/pkg/admission/priority</c> and <c>plugin/pkg/admission/runtimeclass</c>.</remarks>
/// <param name="store">The cluster's objects.</param>
/// <param name="catalog">What is served.</param>
internal sealed class ClassAdmission(ObjectStore store, ApiCatalog catalog)
{
    private readonly ApiResource _priorityClasses = catalog.ByPlural("scheduling.k8s.io", "priorityclasses")!;
    private readonly ApiResource _runtimeClasses = catalog.ByPlural("node.k8s.io", "runtimeclasses")!;

    /// <summary>Admits the pod, or refuses it when a class is missing.</summary>
    public Answer? Admit(PodReview review) => Prioritise(review) ?? AddOverhead(review);

    private Answer? Prioritise(PodReview review)
    {
        var name = review.Spec.Text("priorityClassName");
        var found = name.Length > 0
            ? store.Get(_priorityClasses, "", name)
            : store.List(_priorityClasses).FirstOrDefault(candidate => candidate.Flag("globalDefault") == true);
        if (found is null && name.Length > 0) return review.Forbidden($"no PriorityClass with name {name} was found");
        if (found is not null) review.Spec["priorityClassName"] = found.Text("metadata", "name");
        review.Spec["priority"] = found?["value"]?.DeepClone() ?? 0;
        review.Spec.Default("preemptionPolicy", found.Text("preemptionPolicy") is { Length: > 0 } policy ? policy : "PreemptLowerPriority");
        return null;
    }

    private Answer? AddOverhead(PodReview review)
    {
        var name = review.Spec.Text("runtimeClassName");
        if (name.Length == 0) return null;
        if (store.Get(_runtimeClasses, "", name) is not { } found) return review.Forbidden($"pod rejected: RuntimeClass \"{name}\" not found");
        if (found.At("overhead", "podFixed") is { } overhead) review.Spec["overhead"] = overhead.DeepClone();
        return null;
    }
}
