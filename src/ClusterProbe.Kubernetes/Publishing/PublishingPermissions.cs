using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Events;
using ClusterProbe.Kubernetes.Publishing.Guards;
using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.Kubernetes.Publishing.Nodes;
using ClusterProbe.Kubernetes.Publishing.Reports;

namespace ClusterProbe.Kubernetes.Publishing;

/// <summary>The permissions of everything that the agent writes and watches. The shipped roles come from them.</summary>
public static class PublishingPermissions
{
    /// <summary>Needed in the whole cluster.</summary>
    public static ImmutableArray<Permission> Cluster { get; } =
        [.. ClusterReadinessSource.Permissions, .. ClusterReadinessPublisher.Permissions, .. DefaultReadiness.Permissions, .. NodeReadinessPublisher.Permissions, .. DryRunGuard.ClusterPermissions];

    /// <summary>Needed in the agent's own namespace only.</summary>
    public static ImmutableArray<Permission> OwnNamespace { get; } = [.. LeaderElection.Permissions, .. DryRunGuard.OwnNamespacePermissions];

    /// <summary>Needed in namespace <see cref="ClusterProbeApi.EventNamespace"/> only.</summary>
    public static ImmutableArray<Permission> EventNamespace { get; } = EventPublisher.Permissions;

    /// <summary>Needed in the whole cluster, where the agent is told to set a condition on nodes.</summary>
    public static ImmutableArray<Permission> NodeCondition { get; } = NodeConditionPublisher.Permissions;

    /// <summary>Needed in the whole cluster, where the agent is told to write policy reports.</summary>
    /// <param name="format">Their format.</param>
    public static ImmutableArray<Permission> PolicyReports(PolicyReportFormat format) => PolicyReportPublisher.PermissionsFor(format);
}
