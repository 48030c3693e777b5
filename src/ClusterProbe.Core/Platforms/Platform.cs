using System.Collections.Immutable;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Platforms;

/// <summary>What a cluster runs on. It explains verdicts; it never decides one: only the API server's own answers do.</summary>
/// <param name="Kind">The platform.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Evidence">What it was recognised by, one signal each.</param>
public sealed record Platform(PlatformKind Kind, PlatformConfidence Confidence, ImmutableArray<string> Evidence)
{
    /// <summary>Whether Autopilot handles build pods. Depends on the pod and the namespace, not on the cluster alone.</summary>
    public AutopilotPods AutopilotPods { get; init; } = AutopilotPods.Unknown;

    /// <summary>Special nodes beside, or instead of, ordinary ones.</summary>
    public SpecialNodes SpecialNodes { get; init; } = SpecialNodes.None;

    /// <summary>The platform for people.</summary>
    public string Name => Kind switch
    {
        PlatformKind.Gke => "GKE",
        PlatformKind.GkeStandard => "GKE Standard",
        PlatformKind.GkeStandardWithAutopilotNodes => "GKE Standard with Autopilot nodes",
        PlatformKind.GkeAutopilot => "GKE Autopilot",
        PlatformKind.Eks => SpecialNodes.HasFlag(SpecialNodes.Fargate) ? "EKS with Fargate" : "EKS",
        PlatformKind.EksFargate => "EKS Fargate",
        PlatformKind.EksAutoMode => "EKS Auto Mode",
        PlatformKind.Aks => SpecialNodes.HasFlag(SpecialNodes.Virtual) ? "AKS with virtual nodes" : "AKS",
        PlatformKind.AksAutomatic => "AKS Automatic",
        PlatformKind.OpenShift => "OpenShift",
        PlatformKind.K3s => "k3s",
        PlatformKind.K3d => "k3d",
        PlatformKind.Kind => "kind",
        PlatformKind.Minikube => "minikube",
        PlatformKind.Rke2 => "RKE2",
        PlatformKind.K0s => "k0s",
        PlatformKind.MicroK8s => "MicroK8s",
        PlatformKind.Kubernetes => "Kubernetes",
        _ => "unknown platform",
    };

    /// <summary>The platform as reports carry it; null when nothing is known.</summary>
    public PlatformSummary? Summary => Kind == PlatformKind.Unknown
        ? null
        : new PlatformSummary(Name, Confidence == PlatformConfidence.Certain ? "certain" : "likely", Evidence);

    /// <inheritdoc/>
    public override string ToString() => Summary?.ToString() ?? Name;
}

/// <summary>The platforms that are told apart, because their admission or their nodes differ.</summary>
public enum PlatformKind
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Kubernetes without any sign of a platform: kubeadm and others.</summary>
    Kubernetes,

    /// <summary>Google Kubernetes Engine, and not known in which mode.</summary>
    Gke,

    /// <summary>Google Kubernetes Engine, Standard.</summary>
    GkeStandard,

    /// <summary>Google Kubernetes Engine, Standard, with nodes or workloads that Autopilot manages.</summary>
    GkeStandardWithAutopilotNodes,

    /// <summary>Google Kubernetes Engine, Autopilot.</summary>
    GkeAutopilot,

    /// <summary>Amazon EKS.</summary>
    Eks,

    /// <summary>Amazon EKS with Fargate nodes only.</summary>
    EksFargate,

    /// <summary>Amazon EKS Auto Mode.</summary>
    EksAutoMode,

    /// <summary>Azure Kubernetes Service.</summary>
    Aks,

    /// <summary>Azure Kubernetes Service, Automatic.</summary>
    AksAutomatic,

    /// <summary>Red Hat OpenShift, wherever it runs.</summary>
    OpenShift,

    /// <summary>k3s.</summary>
    K3s,

    /// <summary>k3s in Docker.</summary>
    K3d,

    /// <summary>Kubernetes in Docker.</summary>
    Kind,

    /// <summary>minikube.</summary>
    Minikube,

    /// <summary>Rancher Kubernetes Engine 2.</summary>
    Rke2,

    /// <summary>k0s.</summary>
    K0s,

    /// <summary>Canonical MicroK8s.</summary>
    MicroK8s,
}

/// <summary>How sure a platform is.</summary>
public enum PlatformConfidence
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Signals that others can give too.</summary>
    Likely,

    /// <summary>Signals that only this platform gives.</summary>
    Certain,
}

/// <summary>Whether Autopilot handles the build pods.</summary>
public enum AutopilotPods
{
    /// <summary>What is known does not tell.</summary>
    Unknown,

    /// <summary>A pod without requests came back untouched.</summary>
    No,

    /// <summary>An answer to a build pod carries Autopilot's marks.</summary>
    Yes,
}

/// <summary>Kinds of nodes on which pods do not run as elsewhere.</summary>
[Flags]
public enum SpecialNodes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>EKS Fargate: one micro VM for each pod; no privileged containers, no DaemonSets.</summary>
    Fargate = 1,

    /// <summary>EKS Auto Mode: replaced after at most 21 days.</summary>
    AutoMode = 2,

    /// <summary>AKS virtual nodes: Azure Container Instances.</summary>
    Virtual = 4,
}
