namespace ClusterProbe.Core.Facts;

/// <summary>What is known of service meshes.</summary>
public sealed record MeshFacts;
