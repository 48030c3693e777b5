using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>Everything that was learned about a cluster in one run: immutable, serialisable, and all that checks ever see.</summary>
public sealed record ClusterFacts
{
    /// <summary>When the facts were collected.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>What the cluster is called where the facts came from: a kubeconfig context, or <c>in-cluster</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the cluster is a simulated one.</summary>
    public bool Simulated { get; init; }

    /// <summary>Version of the API server and what it serves.</summary>
    public Fact<ServerFacts> Server { get; init; } = new();

    /// <summary>All nodes.</summary>
    public Fact<NodeInventory> Nodes { get; init; } = new();

    /// <summary>What the pods use, by node.</summary>
    public Fact<PodInventory> Pods { get; init; } = new();

    /// <summary>The build namespaces of the profile, in its order.</summary>
    public ImmutableArray<BuildNamespaceFacts> BuildNamespaces { get; init; } = [];

    /// <summary>Admission webhooks and policies.</summary>
    public AdmissionPolicyFacts AdmissionPolicies { get; init; } = new();

    /// <summary>Answers to dry-run creates of build pods.</summary>
    public ImmutableArray<AdmissionProbe> AdmissionProbes { get; init; } = [];

    /// <summary>Istio and other meshes.</summary>
    public MeshFacts Mesh { get; init; } = new();

    /// <summary>Answers to access reviews about the CI identity.</summary>
    public AccessFacts Access { get; init; } = new();

    /// <summary>Cluster Autoscaler and Karpenter.</summary>
    public AutoscalingFacts Autoscaling { get; init; } = new();

    /// <summary>The CI system's own workloads.</summary>
    public CiSystemFacts CiSystem { get; init; } = new();

    /// <summary>What the agents on the nodes report; absent where ClusterProbe is not installed.</summary>
    public Fact<NodeReports> NodeReports { get; init; } = new();
}
