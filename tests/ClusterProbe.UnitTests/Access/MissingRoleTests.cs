using ClusterProbe.Core.Access;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Access;

internal sealed class MissingRoleTests
{
    private static readonly ServiceAccountReference Delegate = new("delegates", "harness");

    private static readonly Permission CreatePods = new("", "pods", "create");

    [Test]
    public void Manifest_OfSeveralVerbs_GrantsThemAndNothingElse()
    {
        var manifest = MissingRole.Manifest("harness-builds", "ci", Delegate, [CreatePods, new("", "pods", "get"), new("", "pods", "create") { Subresource = "exec" }, new("batch", "jobs", "create")]);
        var name = manifest.Split('\n').First(line => line.StartsWith("  name: ", StringComparison.Ordinal))["  name: ".Length..];
        Assert.That(manifest, Is.EqualTo($"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: {name}
              namespace: ci
            rules:
            - apiGroups:
              - batch
              resources:
              - jobs
              verbs:
              - create
            - apiGroups:
              - ""
              resources:
              - pods
              verbs:
              - create
              - get
            - apiGroups:
              - ""
              resources:
              - pods/exec
              verbs:
              - create
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: {name}
              namespace: ci
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: {name}
            subjects:
            - kind: ServiceAccount
              name: harness
              namespace: delegates

            """));
        Assert.That(name, Does.Match(@"\Aharness-builds-[0-9a-f]{8}\z"));
    }

    [Test]
    public void Manifest_OfOtherVerbsOrForSomebodyElse_HasAnotherName()
    {
        string[] names =
        [
            NameOf(MissingRole.Manifest("a", "ci", Delegate, [CreatePods])),
            NameOf(MissingRole.Manifest("a", "ci", Delegate, [CreatePods with { Verb = "get" }])),
            NameOf(MissingRole.Manifest("a", "ci", Delegate with { Name = "other" }, [CreatePods])),
        ];
        Assert.That(names, Is.Unique, "applying a Role replaces what it granted before");
        Assert.That(NameOf(MissingRole.Manifest("a", "ci", Delegate, [CreatePods])), Is.EqualTo(names[0]));
    }

    [Test]
    public void Manifest_HostileNames_StayValues()
        => Assert.That(MissingRole.Manifest("a", "ci\nkind: ClusterRole", Delegate, [CreatePods]), Does.Not.Contain("\nkind: ClusterRole"));

    private static string NameOf(string manifest) => manifest.Split('\n')[3];
}
