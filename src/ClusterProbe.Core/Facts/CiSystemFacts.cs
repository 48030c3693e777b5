namespace ClusterProbe.Core.Facts;

/// <summary>The CI system's own workloads in the cluster.</summary>
public sealed record CiSystemFacts;
