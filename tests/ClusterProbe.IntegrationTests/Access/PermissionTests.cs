using System.Collections.Immutable;
using ClusterProbe.Core.Access;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Collectors.Access;

namespace ClusterProbe.IntegrationTests.Access;

/// <summary>What CP4001 says of a ServiceAccount that a real API server's RBAC decides about.</summary>
[Category("ControlPlane")]
internal sealed class PermissionTests
{
    private static readonly ImmutableArray<ProfilePermission> Harness = PermissionProfile.For(BuiltInProfiles.For(CiSystem.Harness)).Permissions;

    [TestCaseSource(nameof(HarnessPermissions))]
    public async Task OneMissing_ExactlyItIsReported(string missing)
    {
        var situation = await AccessSituation.CreateAsync();
        await situation.GrantAsync(Harness.Select(entry => entry.Permission).Where(permission => permission.ToString() != missing));

        var finding = await situation.ControlPlane.FindingAsync("CP4001", situation.For(CiSystem.Harness));

        Assert.That(finding.Status, Is.EqualTo(Harness.Single(entry => entry.Permission.ToString() == missing).Severity switch
        {
            PermissionSeverity.Fail => FindingStatus.Fail,
            PermissionSeverity.Warn => FindingStatus.Warn,
            _ => FindingStatus.Pass,
        }));
        Assert.That(finding.Evidence, Is.EqualTo(new[] { $"{missing}: no" }));
    }

    [Test]
    public async Task NothingGranted_TheFixGrantsIt([Values] CiSystem system)
    {
        var situation = await AccessSituation.CreateAsync();
        var before = await situation.ControlPlane.FindingAsync("CP4001", situation.For(system));
        Assert.That(before.Status, Is.EqualTo(FindingStatus.Fail));

        await situation.ControlPlane.ApplyAsync(before.Remediation!.Manifest!);

        var after = await situation.ControlPlane.FindingAsync("CP4001", situation.For(system));
        Assert.That(after.Status, Is.EqualTo(FindingStatus.Pass), after.Message);
    }

    [Test]
    public async Task SecondFix_KeepsWhatTheFirstGranted()
    {
        var situation = await AccessSituation.CreateAsync();
        foreach (var system in new[] { CiSystem.Harness, CiSystem.GitLabRunner })
        {
            await situation.ControlPlane.ApplyAsync((await situation.ControlPlane.FindingAsync("CP4001", situation.For(system))).Remediation!.Manifest!);
        }

        Assert.That((await situation.ControlPlane.FindingAsync("CP4001", situation.For(CiSystem.Harness))).Status, Is.EqualTo(FindingStatus.Pass));
    }

    [TestCase("system:serviceaccounts")]
    [TestCase("system:authenticated")]
    [TestCase(null)]
    public async Task GrantedToAGroupOfTheAccount_Passes(string? group)
    {
        var situation = await AccessSituation.CreateAsync();
        await situation.GrantAsync(Harness.Select(entry => entry.Permission), group: group ?? $"system:serviceaccounts:{situation.Identity.Namespace}");

        Assert.That((await situation.ControlPlane.FindingAsync("CP4001", situation.For(CiSystem.Harness))).Status, Is.EqualTo(FindingStatus.Pass));
    }

    [TestCase(TestName = "S16")]
    public async Task GrantedForOneName_AnswersForThatNameOnly()
    {
        var situation = await AccessSituation.CreateAsync();
        var permission = new Permission("", "secrets", "get") { InBuildNamespaces = true };
        await situation.GrantAsync([permission], objectName: "a");
        var reviewer = new AccessReviewer(ControlPlane.CreateApiClient(situation.ControlPlane.WithToken(situation.ControlPlane.AdminToken)), situation.Identity);

        Assert.That(await OutcomeAsync(permission), Is.EqualTo(AccessOutcome.NoOpinion));
        Assert.That(await OutcomeAsync(permission with { Name = "a" }), Is.EqualTo(AccessOutcome.Allowed));

        async Task<AccessOutcome?> OutcomeAsync(Permission asked)
            => (await reviewer.AskAsync(situation.BuildNamespace, asked, CancellationToken.None)).IsKnown(out var answer) ? answer.Outcome : null;
    }

    [TestCase(TestName = "S11")]
    public async Task BuildNamespaceMissing_WithholdsTheVerdict()
    {
        var situation = await AccessSituation.CreateAsync() with { BuildNamespace = "nowhere" };
        var finding = await situation.ControlPlane.FindingAsync("CP4001", situation.For(CiSystem.Harness));
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Skip, "NamespaceMissing")));
    }

    [TestCase(TestName = "S09")]
    public async Task CallerWhoMayNotAskAboutOthers_IsAnErrorNotAFailure()
    {
        var situation = await AccessSituation.CreateAsync();
        var finding = await situation.ControlPlane.FindingAsync("CP4001", situation.For(CiSystem.Harness), situation.ControlPlane.WithUser("nobody"));
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Error, nameof(UnknownReason.NotPermitted))));
        Assert.That(finding.Remediation!.Text, Does.Contain("create subjectaccessreviews.authorization.k8s.io"));
    }

    [Test]
    public async Task CallerWhoIsTheIdentity_AsksAboutItself([Values] bool granted)
    {
        var situation = await AccessSituation.CreateAsync();
        if (granted) await situation.GrantAsync(Harness.Select(entry => entry.Permission));
        var token = await situation.ControlPlane.CreateServiceAccountTokenAsync(situation.Identity.Namespace, situation.Identity.Name);

        var finding = await situation.ControlPlane.FindingAsync("CP4001", situation.For(CiSystem.Harness), situation.ControlPlane.WithToken(token));

        Assert.That(finding.Status, Is.EqualTo(granted ? FindingStatus.Pass : FindingStatus.Fail), finding.Message);
    }

    private static IEnumerable<string> HarnessPermissions => Harness.Select(entry => entry.Permission.ToString());
}
