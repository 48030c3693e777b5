using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests.ClosedLoop;

/// <summary>Every kind of fix that is printed fixes: applied to a real API server as it is, it turns its check to pass.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class ClosedLoopTests
{
    private ControlPlane _controlPlane = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true }, CancellationToken.None);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_controlPlane is not null) await _controlPlane.DisposeAsync();
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Fix_Applied_TurnsTheCheckToPass(string code, FixKind kind, Situation situation)
    {
        await using var scene = new Scene(_controlPlane, BuiltInProfiles.For(CiSystem.Harness) with { Harness = new HarnessSettings("AbC-123") });
        var profile = await situation.ArrangeAsync(scene);
        IReadOnlyList<Finding> findings = [];
        await Eventually.IsTrueAsync(
            async () => (findings = await _controlPlane.FindingsAsync(code, profile, scene.Connection)).Any(HasFix),
            () => $"{code} prints a fix; it says: {Say(findings)}");
        Assert.That(findings.Where(HasFix).Select(finding => finding.Remediation!.Kind), Is.All.EqualTo(kind));
        foreach (var finding in findings.Where(HasFix)) await _controlPlane.ApplyAsync(finding.Remediation!.Manifest!);
        await Eventually.IsTrueAsync(
            async () => (findings = await _controlPlane.FindingsAsync(code, profile, scene.Connection)).All(finding => finding.Status == FindingStatus.Pass),
            () => $"{code} passes; it says: {Say(findings)}");
    }

    [Test]
    public void Situations_CoverEveryKindOfFix()
        => Assert.That(Situation.All.SelectMany(situation => situation.Fixes).Select(fix => fix.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<FixKind>()));

    [Test]
    public void Situations_CoverEveryCheckThatCanPrintAManifest()
        => Assert.That(Situation.All.SelectMany(situation => situation.Fixes).Select(fix => fix.Code).Distinct(), Is.EquivalentTo(ManifestWriters.Codes));

    [Test]
    public void Places_ThatMakeAFixWithAManifest_HaveAKindEach()
        => Assert.That(ManifestWriters.Places, Is.EqualTo(Enum.GetValues<FixKind>().Length), "a new place in the code needs a kind of its own, and with it a situation here");

    private static IEnumerable<TestCaseData> Cases => Situation.All.SelectMany(situation => situation.Fixes.Select(fix => new TestCaseData(fix.Code, fix.Kind, situation)));

    private static bool HasFix(Finding finding) => finding is { Status: FindingStatus.Fail or FindingStatus.Warn, Remediation.Manifest: not null };

    private static string Say(IEnumerable<Finding> findings)
        => string.Join("; ", findings.Select(finding => $"{finding.Status} {finding.Message} {string.Join("; ", finding.Evidence)} {finding.Remediation}"));
}
