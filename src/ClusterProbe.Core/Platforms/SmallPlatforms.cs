using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises distributions that have no admission of their own, by the marks on their nodes.</summary>
internal static class SmallPlatforms
{
    public static Platform? Recognise(PlatformSignals signals)
    {
        (PlatformKind Kind, string What, Func<NodeFact, bool> Is)[] marks =
        [
            (PlatformKind.Kind, "have provider ids of kind", node => node.ProviderId.StartsWith("kind://", StringComparison.Ordinal)),
            (PlatformKind.K3d, "have names of k3d and kubelets of k3s", node => IsK3s(node) && node.Name.StartsWith("k3d-", StringComparison.Ordinal)),
            (PlatformKind.K3s, "have kubelets or provider ids of k3s", IsK3s),
            (PlatformKind.Rke2, "have kubelets of RKE2", node => node.KubeletVersion.Contains("+rke2", StringComparison.Ordinal)),
            (PlatformKind.K0s, "have kubelets of k0s", node => node.KubeletVersion.Contains("+k0s", StringComparison.Ordinal)),
            (PlatformKind.Minikube, "have labels of minikube", node => node.Labels.ContainsKey("minikube.k8s.io/name")),
            (PlatformKind.MicroK8s, "have labels of MicroK8s", node => node.Labels.ContainsKey("microk8s.io/cluster")),
        ];
        return marks
            .Select(mark => (mark.Kind, Evidence: signals.Count(mark.Is, mark.What)))
            .Where(found => found.Evidence is not null)
            .Select(found => new Platform(found.Kind, PlatformConfidence.Certain, [found.Evidence!]))
            .FirstOrDefault();
    }

    private static bool IsK3s(NodeFact node)
        => node.KubeletVersion.Contains("+k3s", StringComparison.Ordinal) || node.ProviderId.StartsWith("k3s://", StringComparison.Ordinal);
}
