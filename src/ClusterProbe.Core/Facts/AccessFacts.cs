namespace ClusterProbe.Core.Facts;

/// <summary>The CI identity and what it may do.</summary>
public sealed record AccessFacts;
