using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes;

/// <summary>A kind of fact that has been collected.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Duration">How long its collector took.</param>
public sealed record CollectedKind(FactKind Kind, TimeSpan Duration);
