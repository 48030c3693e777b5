using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Publishing;

/// <summary>The permissions of everything that the agent writes and watches. The shipped roles come from them.</summary>
public static class PublishingPermissions
{
    private const string Group = "clusterprobe.io";

    private const string Admission = "admissionregistration.k8s.io";

    private const string Guard = "clusterprobe-dry-run-only";

    /// <summary>Needed in the whole cluster.</summary>
    public static ImmutableArray<Permission> Cluster { get; } =
    [
        new(Group, "clusterreadinesses", "list"),
        new(Group, "clusterreadinesses", "watch"),
        new(Group, "clusterreadinesses", "create"),
        new(Group, "clusterreadinesses", "get"),
        new(Group, "clusterreadinesses", "update") { Subresource = "status" },
        new(Group, "nodereadinesses", "patch"),
        new(Group, "nodereadinesses", "create"),
        new(Admission, "validatingadmissionpolicies", "get") { Name = Guard },
        new(Admission, "validatingadmissionpolicybindings", "get") { Name = Guard },
    ];

    /// <summary>Needed in the agent's own namespace only.</summary>
    public static ImmutableArray<Permission> OwnNamespace { get; } =
    [
        new("coordination.k8s.io", "leases", "get"),
        new("coordination.k8s.io", "leases", "create"),
        new("coordination.k8s.io", "leases", "update"),
        new("", "pods", "create"),
    ];

    /// <summary>Needed in namespace <c>default</c> only, where events about objects without a namespace are kept.</summary>
    public static ImmutableArray<Permission> EventNamespace { get; } = [new("events.k8s.io", "events", "create")];

    /// <summary>Needed in the whole cluster, where the agent is told to set a condition on nodes.</summary>
    public static ImmutableArray<Permission> NodeCondition { get; } = [new("", "nodes", "list"), new("", "nodes", "patch") { Subresource = "status" }];
}
