using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Access;

/// <summary>One permission that a CI system uses.</summary>
/// <param name="Permission">The permission; in every build namespace, or for the whole cluster.</param>
/// <param name="Severity">What it means when it is missing.</param>
/// <param name="Why">What happens without it, as the end of a sentence: "builds fail at Initialize".</param>
/// <param name="Condition">The option that makes it needed; null when every build needs it.</param>
public sealed record ProfilePermission(Permission Permission, PermissionSeverity Severity, string Why, string? Condition = null);
