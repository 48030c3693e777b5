using System.Collections.Immutable;

namespace ClusterProbe.Kubernetes.Rbac;

/// <summary>One of the roles that the agent is installed with.</summary>
/// <param name="Name">The name of the role and of its binding.</param>
/// <param name="Namespace">The namespace that it applies in; empty for a ClusterRole that applies everywhere.</param>
/// <param name="Reason">Why it exists, for whoever reviews it.</param>
/// <param name="Uses">What it grants.</param>
public sealed record AgentRole(string Name, string Namespace, string Reason, ImmutableArray<PermissionUse> Uses);
