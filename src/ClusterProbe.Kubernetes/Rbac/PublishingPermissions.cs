using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Rbac;

/// <summary>What the agent is allowed beyond reading facts: to take the lead, to read what ready means, and to say what it found.</summary>
public static class PublishingPermissions
{
    private const string Group = "clusterprobe.io";

    private const string Admission = "admissionregistration.k8s.io";

    /// <summary>In the whole cluster.</summary>
    public static ImmutableArray<PermissionUse> Cluster { get; } =
    [
        new(new(Group, "clusterreadinesses", "get"), "the report"),
        new(new(Group, "clusterreadinesses", "list"), "what ready means"),
        new(new(Group, "clusterreadinesses", "watch"), "what ready means"),
        new(new(Group, "clusterreadinesses", "create"), "the default profile, where there is none"),
        new(new(Group, "clusterreadinesses", "update") { Subresource = "status" }, "the verdict"),
        new(new(Group, "clusterreadinesses", "patch") { Subresource = "status" }, "the verdict"),
        new(new(Group, "nodereadinesses", "get"), "this node's report"),
        new(new(Group, "nodereadinesses", "create"), "this node's report"),
        new(new(Group, "nodereadinesses", "patch"), "this node's report"),
        new(new(Admission, "validatingadmissionpolicies", "get") { Name = "clusterprobe-dry-run-only" }, "the proof that the guard holds"),
        new(new(Admission, "validatingadmissionpolicybindings", "get") { Name = "clusterprobe-dry-run-only" }, "the proof that the guard holds"),
    ];

    /// <summary>In the agent's own namespace.</summary>
    public static ImmutableArray<PermissionUse> OwnNamespace { get; } =
    [
        new(new("coordination.k8s.io", "leases", "create"), "the lead"),
        new(new("coordination.k8s.io", "leases", "get") { Name = "clusterprobe-leader" }, "the lead"),
        new(new("coordination.k8s.io", "leases", "update") { Name = "clusterprobe-leader" }, "the lead"),
    ];

    /// <summary>In the namespace <c>default</c>, where events about objects without a namespace are kept.</summary>
    public static ImmutableArray<PermissionUse> Events { get; } = [new(new("events.k8s.io", "events", "create"), "events on transitions")];
}
