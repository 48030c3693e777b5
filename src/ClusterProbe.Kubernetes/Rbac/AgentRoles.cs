using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Reports;

namespace ClusterProbe.Kubernetes.Rbac;

/// <summary>The roles of the agent: exactly what its parts declare that they use.</summary>
public static partial class AgentRoles
{
    /// <summary>The name of the agent's ServiceAccount, of its namespaced roles and of the ClusterRole for what is needed everywhere.</summary>
    public const string AgentName = "clusterprobe-agent";

    /// <summary>The namespace that the agent is installed in.</summary>
    public const string AgentNamespace = "clusterprobe";

    private static readonly ImmutableArray<PermissionUse> Collecting =
    [
        .. from collector in FactCollection.Collectors
           from permission in collector.Permissions
           group Words(collector.Provides) by permission into uses
           select new PermissionUse(uses.Key, string.Join(", ", uses)),
    ];

    /// <summary>All roles.</summary>
    public static ImmutableArray<AgentRole> All { get; } =
    [
        new(AgentName, "", "What the agent reads and writes everywhere.", [.. Everywhere, .. PublishingPermissions.Cluster.Where(permission => !Everywhere.Any(use => use.Permission == permission)).Select(Publishing)]),
        new(
            "clusterprobe-build-namespace",
            "",
            "What the agent needs where builds run. Profiles can name any namespace, so it is bound for all of them; pods can be created as a dry run only "
                + "(guards.yaml). To allow it in some namespaces only, replace the ClusterRoleBinding by RoleBindings (overlays/listed-namespaces).",
            [.. Collecting.Where(use => use.Permission.InBuildNamespaces && !Everywhere.Any(other => Covers(other.Permission, use.Permission)))]),
        new(AgentName, AgentNamespace, "What the agent needs where it runs itself.", [.. PublishingPermissions.OwnNamespace.Distinct().Select(Publishing)]),
        new(AgentName, "default", "Events about a ClusterReadiness, which is in no namespace, are kept in this one.", [.. PublishingPermissions.EventNamespace.Distinct().Select(Publishing)]),
    ];

    /// <summary>The role beside these, where the agent is told to set a condition on nodes.</summary>
    public static AgentRole NodeCondition { get; } = new(
        "clusterprobe-node-condition",
        "",
        "What the leader needs to set the condition CIBuildReady on nodes; it can change nothing else of them (guard.yaml).",
        [.. PublishingPermissions.NodeCondition.Where(permission => !Everywhere.Any(use => use.Permission == permission)).Select(Publishing)]);

    /// <summary>The role beside these, where the agent is told to write policy reports, in whichever of their formats.</summary>
    public static AgentRole PolicyReports { get; } = new(
        "clusterprobe-policy-reports",
        "",
        "What the leader needs to write policy reports, in either format.",
        [.. Enum.GetValues<PolicyReportFormat>().SelectMany(format => PublishingPermissions.PolicyReports(format)).Select(Publishing)]);

    private static IEnumerable<PermissionUse> Everywhere => Collecting.Where(use => !use.Permission.InBuildNamespaces);

    /// <summary>What is published is named by what it is about.</summary>
    private static PermissionUse Publishing(Permission permission) => new(permission, permission.Resource switch
    {
        "clusterreadinesses" when permission.Subresource.Length > 0 => "the verdict",
        "clusterreadinesses" when permission.Verb == "create" => "the default profile, where there is none",
        "clusterreadinesses" => "what ready means",
        "nodereadinesses" => "this node's report",
        "leases" => "the lead",
        "pods" => "the proof that the guard holds",
        "nodes" => "the condition CIBuildReady",
        "clusterreports" or "clusterpolicyreports" => "policy reports",
        "events" => "events on transitions",
        _ => "the proof that the guard holds",
    });

    private static bool Covers(Permission wide, Permission narrow) => wide == narrow with { InBuildNamespaces = false };

    private static string Words(FactKind kind) => Boundary().Replace(kind.ToString(), " $1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Boundary();
}
