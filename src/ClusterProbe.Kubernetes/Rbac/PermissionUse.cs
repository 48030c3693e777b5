using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Rbac;

/// <summary>A permission, and what stops working without it.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Purpose">What it is for, in a few words.</param>
public sealed record PermissionUse(Permission Permission, string Purpose);
