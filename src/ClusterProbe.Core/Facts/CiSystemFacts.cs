using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Facts;

/// <summary>The CI system's own workloads in the cluster.</summary>
public sealed record CiSystemFacts
{
    /// <summary>What runs the CI system's side of builds. Unknown when its pods can't be listed.</summary>
    public Fact<CiWorkloadInventory> Workloads { get; init; } = new();
}

/// <summary>Delegates, runners or controllers, recognised by the labels that their vendors set.</summary>
/// <param name="Workloads">Sorted by namespace and name.</param>
public sealed record CiWorkloadInventory(ImmutableArray<CiWorkload> Workloads)
{
    /// <summary>Why Deployments or StatefulSets are not known, so that only pods speak for them; null when they are.</summary>
    public UnknownCause? ControllersUnknown { get; init; }
}

/// <summary>One delegate, runner or controller.</summary>
public sealed record CiWorkload
{
    /// <summary><c>Deployment</c>, <c>StatefulSet</c>, or the kind of whatever else owns the pods; <c>Pod</c> for bare ones.</summary>
    public required string Kind { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The ServiceAccount of its pods.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary>How many replicas are wanted.</summary>
    public int Replicas { get; init; }

    /// <summary>How many replicas are ready.</summary>
    public int ReadyReplicas { get; init; }

    /// <summary>What one replica requests; where only a limit is set, the limit, as the API server fills it in.</summary>
    public ResourceList Requests { get; init; } = ResourceList.Empty;

    /// <summary>The images of its containers.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>The names of its environment variables; values are never read.</summary>
    public ImmutableArray<string> EnvironmentNames { get; init; } = [];

    /// <summary>Which pods it takes for its own; null for bare pods.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>The labels of its pods.</summary>
    public ImmutableSortedDictionary<string, string> PodLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ServiceAccount with its namespace.</summary>
    public ServiceAccountReference Account => new(Namespace, ServiceAccount);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}
