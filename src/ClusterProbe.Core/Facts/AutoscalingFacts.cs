namespace ClusterProbe.Core.Facts;

/// <summary>What adds nodes when there is no room.</summary>
public sealed record AutoscalingFacts;
