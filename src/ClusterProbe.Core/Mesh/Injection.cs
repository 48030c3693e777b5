using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>A webhook that puts Istio's sidecar into pods.</summary>
/// <param name="Configuration">The <c>MutatingWebhookConfiguration</c>.</param>
/// <param name="Name">The webhook in it, such as <c>namespace.sidecar-injector.istio.io</c>.</param>
/// <param name="Revision">The label <c>istio.io/rev</c> of the configuration; <c>default</c> when it has none.</param>
public sealed record InjectorWebhook(string Configuration, string Name, string Revision)
{
    /// <summary>The namespace of the Service that it calls; empty when it calls a URL outside the cluster.</summary>
    public string ServiceNamespace { get; init; } = "";

    /// <summary>Which namespaces it is called for.</summary>
    public LabelSelector NamespaceSelector { get; init; } = LabelSelector.Everything;

    /// <summary>Which pods it is called for.</summary>
    public LabelSelector ObjectSelector { get; init; } = LabelSelector.Everything;
}

/// <summary>A pod as the injector would see it.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="HostNetwork">Whether it uses the node's network.</param>
public sealed record PodToInject(
    ImmutableSortedDictionary<string, string> Labels, ImmutableSortedDictionary<string, string> Annotations, bool HostNetwork = false)
{
    /// <summary>A pod without any labels and annotations.</summary>
    public static PodToInject Plain { get; } = new(ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty);
}

/// <summary>Predicts from labels whether a pod gets a sidecar. The answer to a dry run is better evidence.</summary>
/// <remarks><c>injectRequired</c> of istio/istio, <c>pkg/kube/inject/inject.go</c>, behind the selectors of the webhooks.</remarks>
public static class Injection
{
    private const string Inject = "sidecar.istio.io/inject";

    private static readonly ImmutableArray<string> Ignored = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];

    /// <summary>The revision of the control plane that would inject the sidecar; null when none would.</summary>
    /// <param name="webhooks">The injectors that there are: labels without one inject nothing.</param>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="namespaceLabels">The labels of that namespace.</param>
    /// <param name="pod">The pod.</param>
    public static string? Predict(
        IEnumerable<InjectorWebhook> webhooks, string @namespace, ImmutableSortedDictionary<string, string> namespaceLabels, PodToInject pod)
    {
        ArgumentNullException.ThrowIfNull(namespaceLabels);
        ArgumentNullException.ThrowIfNull(pod);
        if (pod.HostNetwork || Ignored.Contains(@namespace) || RefusesInjection(pod)) return null;
        var labels = namespaceLabels.SetItem("kubernetes.io/metadata.name", @namespace);
        return webhooks
            .Where(webhook => webhook.NamespaceSelector.Matches(labels) && webhook.ObjectSelector.Matches(pod.Labels))
            .OrderBy(webhook => webhook.Configuration, StringComparer.Ordinal)
            .FirstOrDefault()?.Revision;
    }

    /// <summary>
    /// Whether the pod says anything else than yes, in the words of YAML. The webhooks' selectors know "true" and "false" only; a pod
    /// that passes them and says "no" is left alone by the injector itself. An empty label counts as silence, and still hides the annotation.
    /// </summary>
    private static bool RefusesInjection(PodToInject pod)
        => (pod.Labels.TryGetValue(Inject, out var label) ? label : pod.Annotations.GetValueOrDefault(Inject, "")).ToLowerInvariant()
            is not ("" or "y" or "yes" or "true" or "on");
}
