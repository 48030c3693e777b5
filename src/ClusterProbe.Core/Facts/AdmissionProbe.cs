namespace ClusterProbe.Core.Facts;

/// <summary>One dry-run create of a build pod, and the answer.</summary>
public sealed record AdmissionProbe;
