namespace ClusterProbe.Core.Facts;

/// <summary>The kinds of facts, one for each collector. A check names those that it needs, and only those are collected.</summary>
public enum FactKind
{
    /// <summary>Version and served APIs of the API server.</summary>
    Server,

    /// <summary>All nodes.</summary>
    Nodes,

    /// <summary>All pods, folded into what they use on each node, and the few that matter one by one.</summary>
    Pods,

    /// <summary>The build namespaces with their quotas, limit ranges, ServiceAccounts and Services.</summary>
    BuildNamespaces,

    /// <summary>Admission webhooks and policies.</summary>
    AdmissionPolicies,

    /// <summary>Answers to dry-run creates of build pods.</summary>
    AdmissionProbes,

    /// <summary>Istio and other meshes.</summary>
    Mesh,

    /// <summary>Answers to access reviews about the CI identity.</summary>
    Access,

    /// <summary>Cluster Autoscaler and Karpenter.</summary>
    Autoscaling,

    /// <summary>The CI system's own workloads: delegates, runners, controllers.</summary>
    CiSystem,

    /// <summary>What the agents on the nodes report.</summary>
    NodeReports,
}
