using System.Runtime.CompilerServices;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Rbac;

namespace ClusterProbe.UnitTests.Rbac;

internal sealed class RbacManifestTests
{
    /// <summary>UPDATE_MANIFESTS=1 rewrites the file, for review as a diff.</summary>
    [TestCaseSource(nameof(Files))]
    public void ShippedManifest_IsWhatIsDeclared(string file, IEnumerable<AgentRole> roles)
    {
        var path = Path.Combine(Folder(), "../../../manifests", file);
        var declared = RbacManifest.Write(roles);
        if (Environment.GetEnvironmentVariable("UPDATE_MANIFESTS") == "1") File.WriteAllText(path, declared);
        Assert.That(File.ReadAllText(path), Is.EqualTo(declared), "UPDATE_MANIFESTS=1 rewrites it");
    }

    private static IEnumerable<TestCaseData> Files =>
    [
        Shipped("base/rbac.yaml", AgentRoles.All),
        Shipped("overlays/node-condition/rbac.yaml", [AgentRoles.NodeCondition]),
        Shipped("overlays/policy-reports/rbac.yaml", [AgentRoles.PolicyReports]),
    ];

    private static TestCaseData Shipped(string path, IEnumerable<AgentRole> roles) => new TestCaseData(path, roles).SetArgDisplayNames(path);

    [Test]
    public void Roles_GrantEveryDeclaredPermission()
    {
        var declared = FactCollection.Collectors.SelectMany(collector => collector.Permissions);
        var granted = AgentRoles.All.SelectMany(role => role.Uses);
        Assert.That(declared.Select(permission => permission.ToString()).Distinct(), Is.SubsetOf(granted.Select(use => use.Permission.ToString())));
    }

    [TestCaseSource(nameof(Roles))]
    public void Role_GrantsNothingTwice(AgentRole role) => Assert.That(role.Uses.Select(use => use.Permission.ToString()), Is.Unique);

    private static IEnumerable<TestCaseData> Roles => AgentRoles.All.Select(role => new TestCaseData(role).SetArgDisplayNames($"{role.Namespace} {role.Name}".Trim()));

    [Test]
    public void Roles_GrantNothingThatIsNeverNeeded()
    {
        var granted = AgentRoles.All.SelectMany(role => role.Uses.Select(use => use.Permission)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(granted, Has.None.Matches<Permission>(permission => permission is { Resource: "secrets" or "*" } or { Verb: "*" }));
            Assert.That(granted, Has.None.Matches<Permission>(permission => permission is { Resource: "configmaps", Name: "" }), "ConfigMaps are read by name");
            Assert.That(granted, Has.None.Matches<Permission>(permission => permission is { Verb: "delete" or "deletecollection" or "impersonate" or "escalate" or "bind" }));
        });
    }

    [Test]
    public void Write_PermissionsOfOneGroup_ShareRulesByVerbsAndNames()
    {
        var role = new AgentRole("reader", "", "To read.", [Use("pods", "list"), Use("pods", "get"), Use("nodes", "list"), Use("services", "list"), Use("configmaps", "get", "a"), Use("configmaps", "get", "b")]);
        Assert.That(RbacManifest.Write([role]), Does.Contain("""
            rules:
            - apiGroups:
              - ""
              resources:
              - pods
              verbs:
              - list
              - get
            - apiGroups:
              - ""
              resources:
              - nodes
              - services
              verbs:
              - list
            - apiGroups:
              - ""
              resources:
              - configmaps
              verbs:
              - get
              resourceNames:
              - a
              - b
            """));

        static PermissionUse Use(string resource, string verb, string name = "") => new(new Permission("", resource, verb) { Name = name }, "a test");
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
