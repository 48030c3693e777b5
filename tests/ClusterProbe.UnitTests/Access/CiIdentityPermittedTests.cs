using System.Collections.Immutable;
using ClusterProbe.Core.Access;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Access;

internal sealed class CiIdentityPermittedTests
{
    private static readonly ServiceAccountReference Delegate = new("harness-delegate-ng", "default");

    private static readonly UnknownCause Refused = new(UnknownReason.NotPermitted, "subjectaccessreviews is forbidden (HTTP 403)");

    [Test]
    public void Evaluate_EverythingAllowed_Passes()
        => Assert.That(Single(CiSystem.Harness).Status, Is.EqualTo(FindingStatus.Pass));

    [TestCase(CiSystem.Harness, FindingStatus.Warn, "list events", "watch events", TestName = "S12")]
    [TestCase(CiSystem.Harness, FindingStatus.Fail, "update secrets", TestName = "S13")]
    [TestCase(CiSystem.Harness, FindingStatus.Pass, "list pods", TestName = "S14")]
    [TestCase(CiSystem.GitLabRunner, FindingStatus.Fail, "create pods/attach", TestName = "S15")]
    public void Evaluate_Missing_IsGradedByWhatBuildsLose(CiSystem system, FindingStatus expected, params string[] missing)
    {
        var finding = Single(system, missing);
        Assert.That(finding.Status, Is.EqualTo(expected));
        Assert.That(finding.Evidence, Is.EqualTo(missing.Select(permission => $"{permission}: no")));
        Assert.That(finding.Remediation?.Manifest is not null, Is.EqualTo(expected != FindingStatus.Pass), "what is for information needs no fix");
    }

    [Test]
    public void Evaluate_AttachMissing_SaysThatItLooksLikeAHang()
        => Assert.That(Single(CiSystem.GitLabRunner, "create pods/attach").Message, Does.Contain("look like a hang"));

    [Test]
    public void Evaluate_FixOfSeveral_LeavesOutWhatIsForInformation()
    {
        var finding = Single(CiSystem.Harness, "create pods", "list events", "list secrets");
        Assert.That(finding.Message, Does.Contain("create pods").And.Contain("list events").And.Contain("For information: it may not list secrets"));
        Assert.That(finding.Remediation!.Manifest, Does.Contain("- pods").And.Contain("- events").And.Not.Contain("secrets"));
    }

    [Test]
    public void Evaluate_DeniedOutright_IsNotAnsweredWithARole()
    {
        var finding = Evaluate(CiSystem.Harness, permission => permission.ToString() == "create pods"
            ? Fact.Known(new AccessAnswer(AccessOutcome.Denied, "managed by the platform", ""))
            : Allowed()).Single();
        Assert.That(finding.Status, Is.EqualTo(FindingStatus.Fail));
        Assert.That(finding.Evidence, Has.Some.Contains("managed by the platform"));
        Assert.That(finding.Remediation!.Manifest, Is.Null);
        Assert.That(finding.Remediation.Text, Does.Contain("no Role grants them"));
    }

    [Test]
    public void Evaluate_AllowedWithAnError_PassesAndShowsIt()
        => Assert.That(
            Evaluate(CiSystem.Harness, _ => Fact.Known(new AccessAnswer(AccessOutcome.Allowed, "", "role not found"))).Single(),
            Has.Property(nameof(Finding.Status)).EqualTo(FindingStatus.Pass).And.Property(nameof(Finding.Evidence)).Some.Contains("role not found"));

    [TestCase(TestName = "S09")]
    public void Evaluate_ReviewsRefused_IsNotEvaluated()
    {
        var finding = Evaluate(CiSystem.Harness, _ => Fact.Unknown<AccessAnswer>(Refused with { Missing = new("authorization.k8s.io", "subjectaccessreviews", "create") })).Single();
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Error, nameof(UnknownReason.NotPermitted))));
        Assert.That(finding.Remediation!.Text, Does.Contain("create subjectaccessreviews.authorization.k8s.io"));
    }

    [Test]
    public void Evaluate_OneUnknownAndOneMissing_SaysBoth()
        => Assert.That(
            Evaluate(CiSystem.Harness, permission => permission.ToString() switch
            {
                "create pods" => Fact.Known(new AccessAnswer(AccessOutcome.NoOpinion, "", "")),
                "get secrets" => Fact.Unknown<AccessAnswer>(Refused),
                _ => Allowed(),
            }).Select(finding => finding.Status),
            Is.EqualTo(new[] { FindingStatus.Fail, FindingStatus.Error }));

    [Test]
    public void Evaluate_OneUnknownOnly_NeverPasses()
        => Assert.That(
            Evaluate(CiSystem.Harness, permission => permission.ToString() == "get secrets" ? Fact.Unknown<AccessAnswer>(Refused) : Allowed()).Single().Status,
            Is.EqualTo(FindingStatus.Error));

    [TestCase(TestName = "S11")]
    public void Evaluate_NamespaceMissing_WithholdsTheVerdict()
    {
        var finding = Evaluate(CiSystem.Harness, _ => Allowed(), new BuildNamespaceFacts("ci") { Namespace = Fact.Absent<NamespaceFact>() }).Single();
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Skip, "NamespaceMissing")));
    }

    [TestCase(TestName = "S16")]
    public void Find_ReviewOfOneName_DoesNotAnswerForAll()
    {
        var all = new Permission("", "secrets", "get") { InBuildNamespaces = true };
        var profile = new PermissionProfile("test", "1", [new(all, PermissionSeverity.Fail, "nothing works")]);
        var access = new NamespaceAccess(
            "ci",
            new CiIdentity(Delegate, IdentitySource.Given),
            profile,
            [new("ci", all with { Name = "a" }, Allowed()), new("ci", all, Fact.Known(new AccessAnswer(AccessOutcome.NoOpinion, "", "")))]);
        Assert.That(access.Worst, Is.EqualTo(PermissionSeverity.Fail));
    }

    private static Fact<AccessAnswer> Allowed() => Fact.Known(new AccessAnswer(AccessOutcome.Allowed, "", ""));

    private static Finding Single(CiSystem system, params string[] missing)
        => Evaluate(system, permission => missing.Contains(permission.ToString()) ? Fact.Known(new AccessAnswer(AccessOutcome.NoOpinion, "", "")) : Allowed()).Single();

    private static ImmutableArray<Finding> Evaluate(CiSystem system, Func<Permission, Fact<AccessAnswer>> answer, params ImmutableArray<BuildNamespaceFacts> namespaces)
    {
        var profile = BuiltInProfiles.For(system) with { BuildNamespaces = ["ci"] };
        var facts = new ClusterFacts
        {
            CollectedAt = DateTimeOffset.UnixEpoch,
            Source = "test",
            BuildNamespaces = namespaces,
            Access = new AccessFacts
            {
                Identity = Fact.Known(new CiIdentity(Delegate, IdentitySource.Given)),
                Reviews = [.. PermissionProfile.For(profile).Permissions.Select(entry => new AccessReview(entry.Permission.InBuildNamespaces ? "ci" : "", entry.Permission, answer(entry.Permission)))],
            },
        };
        return CheckEngine.Evaluate([new CiIdentityPermitted()], new CheckContext(facts, profile, DateTimeOffset.UnixEpoch)).Findings;
    }
}
