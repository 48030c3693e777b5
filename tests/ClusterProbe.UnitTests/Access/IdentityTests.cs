using System.Collections.Immutable;
using ClusterProbe.Core.Access;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Access;

internal sealed class IdentityTests
{
    private static readonly Profile Profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["ci"] };

    private static readonly ServiceAccountReference Account = new("delegates", "harness");

    private static readonly CiWorkload Workload = new() { Kind = "Deployment", Namespace = "delegates", Name = "one", ServiceAccount = "harness" };

    [Test]
    public void Find_GivenByTheProfile_WinsOverWhatRuns()
    {
        var given = new ServiceAccountReference("other", "sa");
        Assert.That(IdentityDiscovery.Find(Profile with { CiIdentity = given }, Running(Workload)).IsKnown(out var identity));
        Assert.That(identity, Is.EqualTo(new CiIdentity(given, IdentitySource.Given)));
    }

    [Test]
    public void Find_DelegatesOfOneAccount_AreIt()
    {
        Assert.That(IdentityDiscovery.Find(Profile, Running(Workload, Workload with { Name = "two" })).IsKnown(out var identity));
        Assert.That(identity, Is.EqualTo(new CiIdentity(Account, IdentitySource.Discovered)));
    }

    [Test]
    public void Find_DelegatesOfDifferentAccounts_DecideNothing()
    {
        Assert.That(IdentityDiscovery.Find(Profile, Running(Workload, Workload with { ServiceAccount = "two" })).IsUnknown(out var cause));
        Assert.That(cause!.Detail, Does.Contain("delegates/harness, delegates/two"));
    }

    [Test]
    public void Find_NoWorkload_IsAbsent() => Assert.That(IdentityDiscovery.Find(Profile, Running()).IsAbsent);

    [Test]
    public void Find_WorkloadsUnknown_IsUnknown() => Assert.That(IdentityDiscovery.Find(Profile, new CiSystemFacts()).IsUnknown(out _));

    [TestCase(true, true, FindingStatus.Pass, "Given")]
    [TestCase(true, false, FindingStatus.Fail, "ServiceAccountMissing")]
    [TestCase(false, false, FindingStatus.Fail, "NamespaceMissing")]
    public void Evaluate_GivenIdentity_HasToExist(bool namespaceExists, bool accountExists, FindingStatus status, string reason)
    {
        var finding = Evaluate(new AccessFacts
        {
            Identity = Fact.Known(new CiIdentity(Account, IdentitySource.Given)),
            Namespace = namespaceExists ? Fact.Known("delegates") : Fact.Absent<string>(),
            ServiceAccount = accountExists ? Fact.Known(Account) : Fact.Absent<ServiceAccountReference>(),
        });
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)));
        Assert.That(finding.Remediation?.Manifest?.Contains("kind: ServiceAccount", StringComparison.Ordinal) ?? false, Is.EqualTo(!accountExists));
    }

    [Test]
    public void Evaluate_NobodyKnown_WarnsAndSaysHowToSay()
    {
        var finding = Evaluate(new AccessFacts { Identity = Fact.Absent<CiIdentity>() });
        Assert.That(finding.Status, Is.EqualTo(FindingStatus.Warn));
        Assert.That(finding.Remediation!.Text, Does.Contain("--service-account"));
    }

    [Test]
    public void Evaluate_AccountUnreadable_IsNotEvaluated()
        => Assert.That(Evaluate(new AccessFacts { Identity = Fact.Known(new CiIdentity(Account, IdentitySource.Discovered)) }).Status, Is.EqualTo(FindingStatus.Error));

    private static CiSystemFacts Running(params ImmutableArray<CiWorkload> workloads) => new() { Workloads = Fact.Known(new CiWorkloadInventory(workloads)) };

    private static Finding Evaluate(AccessFacts access) => CheckEngine.Evaluate(
        [new CiIdentityKnown()],
        new CheckContext(new ClusterFacts { CollectedAt = DateTimeOffset.UnixEpoch, Source = "test", Access = access }, Profile, DateTimeOffset.UnixEpoch)).Findings.Single();
}
