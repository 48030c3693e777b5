using ClusterProbe.Core.Access;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Access;

internal sealed class PermissionProfileTests
{
    [TestCase(CiSystem.Harness, "create pods", PermissionSeverity.Fail)]
    [TestCase(CiSystem.Harness, "get pods", PermissionSeverity.Fail)]
    [TestCase(CiSystem.Harness, "delete pods", PermissionSeverity.Fail)]
    [TestCase(CiSystem.Harness, "update secrets", PermissionSeverity.Fail)]
    [TestCase(CiSystem.Harness, "delete secrets", PermissionSeverity.Fail)]
    [TestCase(CiSystem.Harness, "watch events", PermissionSeverity.Warn)]
    [TestCase(CiSystem.Harness, "list pods", PermissionSeverity.Info)]
    [TestCase(CiSystem.Harness, "list secrets", PermissionSeverity.Info)]
    [TestCase(CiSystem.Harness, "create services", PermissionSeverity.Info)]
    [TestCase(CiSystem.Harness, "create persistentvolumeclaims", PermissionSeverity.Info)]
    [TestCase(CiSystem.GitLabRunner, "create pods/attach", PermissionSeverity.Fail)]
    [TestCase(CiSystem.GitLabRunner, "create pods/exec", PermissionSeverity.Fail)]
    [TestCase(CiSystem.GitLabRunner, "list pods", PermissionSeverity.Warn)]
    [TestCase(CiSystem.GitLabRunner, "create namespaces", PermissionSeverity.Info)]
    [TestCase(CiSystem.ActionsRunnerController, "get pods/exec", PermissionSeverity.Fail)]
    [TestCase(CiSystem.ActionsRunnerController, "create jobs.batch", PermissionSeverity.Warn)]
    [TestCase(CiSystem.Jenkins, "get secrets", PermissionSeverity.Warn)]
    [TestCase(CiSystem.Jenkins, "watch pods", PermissionSeverity.Fail)]
    [TestCase(CiSystem.Tekton, "create persistentvolumeclaims", PermissionSeverity.Fail)]
    public void For_Permission_HasTheSeverityOfItsAbsence(CiSystem system, string permission, PermissionSeverity expected)
        => Assert.That(
            PermissionProfile.For(BuiltInProfiles.For(system)).Permissions.Single(entry => entry.Permission.ToString() == permission).Severity,
            Is.EqualTo(expected));

    [Test]
    public void For_AnySystem_AsksForNothingTwiceAndNeverForEverything([Values] CiSystem system)
    {
        var permissions = PermissionProfile.For(BuiltInProfiles.For(system)).Permissions.Select(entry => entry.Permission).ToList();
        Assert.That(permissions, Is.Unique.And.Count.InRange(10, 30));
        Assert.That(permissions.Where(permission => permission.Verb == "*" || permission.Resource == "*"), Is.Empty);
    }

    [Test]
    public void For_ActionsRunnerWithDockerInDocker_AsksForNothing()
        => Assert.That(
            PermissionProfile.For(BuiltInProfiles.For(CiSystem.ActionsRunnerController) with { Require = [Capability.DockerInDocker] }).Permissions,
            Is.Empty);
}
