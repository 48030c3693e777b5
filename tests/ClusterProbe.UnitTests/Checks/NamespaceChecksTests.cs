using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using static ClusterProbe.UnitTests.Quota.QuotaNotation;

namespace ClusterProbe.UnitTests.Checks;

/// <summary>The checks on build namespaces: CP5003, CP5009, CP6001.</summary>
internal sealed class NamespaceChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly UnknownCause Forbidden = new(UnknownReason.NotPermitted, "forbidden");

    private static readonly BuildNamespaceFacts Empty = new("ci")
    {
        Namespace = Namespace("Active"),
        Quotas = Fact.Known(new ResourceQuotas([])),
        LimitRanges = Fact.Known(new LimitRanges([])),
        ServiceAccount = Fact.Absent<ServiceAccountFact>(),
    };

    private static readonly BuildNamespaceFacts Missing = new("ci")
    {
        Namespace = Fact.Absent<NamespaceFact>(),
        Quotas = Fact.Absent<ResourceQuotas>(),
        LimitRanges = Fact.Absent<LimitRanges>(),
    };

    private static readonly LimitRangeItem ForContainers = new("Container");

    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case(new QuotaLeavesRoom(), "no quota", Empty, FindingStatus.Pass, "NoQuota"),
        Case(new QuotaLeavesRoom(), "room", Quotas(QuotaOf("requests.cpu=10", "requests.cpu=1")), FindingStatus.Pass, "Fits"),
        Case(new QuotaLeavesRoom(), "full", Quotas(QuotaOf("requests.cpu=10", "requests.cpu=10")), FindingStatus.Fail, "QuotaExceeded"),
        Case(new QuotaLeavesRoom(), "tiny", Quotas(QuotaOf("requests.cpu=519m", "requests.cpu=0")), FindingStatus.Fail, "QuotaTooSmall"),
        Case(new QuotaLeavesRoom(), "fewer than parallel", Quotas(QuotaOf("requests.cpu=2", "requests.cpu=0")), FindingStatus.Warn, "FewerThanParallelBuilds"),
        Case(new QuotaLeavesRoom(), "not counted", Quotas(QuotaOf("pods=1", "")), FindingStatus.Error, "Undecided"),
        Case(new QuotaLeavesRoom(), "new", Quotas(new ResourceQuotaFact("new") { Hard = Quantities("pods=1") }), FindingStatus.Error, "Undecided"),
        Case(new QuotaLeavesRoom(), "Q13", Quotas(QuotaOf("count/secrets=9", "count/secrets=7")), FindingStatus.Fail, "SecretQuotaExceeded"),
        Case(new QuotaLeavesRoom(), "enough secrets", Quotas(QuotaOf("count/secrets=9", "count/secrets=2")), FindingStatus.Pass, "Fits"),
        Case(new QuotaLeavesRoom(), "secrets in a scope", Quotas(QuotaOf("count/secrets=9", "count/secrets=9") with { Scopes = ["Terminating"] }), FindingStatus.Pass, "Fits"),
        Case(new QuotaLeavesRoom(), "forbidden", Empty with { Quotas = Fact.Unknown<ResourceQuotas>(Forbidden) }, FindingStatus.Error, "NotPermitted"),
        Case(new QuotaLeavesRoom(), "limit ranges forbidden", Quotas(QuotaOf("requests.cpu=10", "requests.cpu=1")) with { LimitRanges = Fact.Unknown<LimitRanges>(Forbidden) }, FindingStatus.Pass, "Fits"),
        Case(new QuotaLeavesRoom(), "no namespace", Missing, FindingStatus.Skip, "NamespaceMissing"),
        Case(new QuotaLeavesRoom(), "not collected", new BuildNamespaceFacts("other"), FindingStatus.Error, "NotCollected"),
        Case(new LimitRangesAcceptBuilds(), "none", Empty, FindingStatus.Pass, "NoLimitRange"),
        Case(new LimitRangesAcceptBuilds(), "accepted", Ranges(ForContainers with { Min = Quantities("cpu=10m") }), FindingStatus.Pass, "Accepted"),
        Case(new LimitRangesAcceptBuilds(), "refused", Ranges(ForContainers with { Min = Quantities("cpu=50m") }), FindingStatus.Fail, "Refused"),
        Case(new LimitRangesAcceptBuilds(), "forbidden", Empty with { LimitRanges = Fact.Unknown<LimitRanges>(Forbidden) }, FindingStatus.Error, "NotPermitted"),
        Case(new LimitRangesAcceptBuilds(), "no namespace", Missing, FindingStatus.Skip, "NamespaceMissing"),
        Case(new BuildNamespacesExist(), "there", Empty, FindingStatus.Pass, "Exists"),
        Case(new BuildNamespacesExist(), "missing", Missing, FindingStatus.Fail, "Missing"),
        Case(new BuildNamespacesExist(), "terminating", Empty with { Namespace = Namespace("Terminating") }, FindingStatus.Fail, "Terminating"),
        Case(new BuildNamespacesExist(), "forbidden", Empty with { Namespace = Fact.Unknown<NamespaceFact>(Forbidden) }, FindingStatus.Error, "NotPermitted"),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void Evaluate_Namespace_GivesTheFinding(Check check, BuildNamespaceFacts facts, FindingStatus status, string reason)
    {
        var finding = Find(check, facts);
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((status, reason)), finding.Message);
    }

    [Test]
    public void Quota_OnLimitsOfContainersWithoutAny_IsFixedByALimitRange()
    {
        var shape = new BuildShape { Name = "bare", Containers = [new() { Name = "build", Image = "alpine:3.22" }] };
        var finding = Find(new QuotaLeavesRoom(), Quotas(QuotaOf("limits.cpu=4,requests.cpu=4", "limits.cpu=0,requests.cpu=0")), shape);
        Assert.Multiple(() =>
        {
            Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, "MustSpecify")));
            Assert.That(finding.Evidence.Single(), Is.EqualTo("failed quota: quota: must specify limits.cpu for: build; requests.cpu for: build"));
            Assert.That(finding.Remediation!.Manifest, Does.Contain("kind: LimitRange").And.Contain("cpu: \"400m\"").Or.Contain("cpu: 400m"));
        });
    }

    [Test]
    public void Quota_TooSmallForTheDefaultsOfALimitRange_HasNoManifest()
    {
        var shape = new BuildShape { Name = "bare", Containers = [new() { Name = "build", Image = "alpine:3.22" }] };
        Assert.That(Find(new QuotaLeavesRoom(), Quotas(QuotaOf("limits.cpu=4", "limits.cpu=4")), shape).Remediation!.Manifest, Is.Null);
    }

    [Test]
    public void Quota_UnknownLimitRanges_DoNotDecideWhatMustBeSpecified()
    {
        var shape = new BuildShape { Name = "bare", Containers = [new() { Name = "build", Image = "alpine:3.22" }] };
        var finding = Find(new QuotaLeavesRoom(), Quotas(QuotaOf("limits.cpu=4", "limits.cpu=0")) with { LimitRanges = Fact.Unknown<LimitRanges>(Forbidden) }, shape);
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Error, "NotPermitted")));
    }

    private static Finding Find(Check check, BuildNamespaceFacts facts, BuildShape? shape = null)
    {
        var profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["ci"], Load = new BuildLoad(ParallelBuilds: 10) };
        if (shape is not null) profile = profile with { Shapes = [shape] };
        var cluster = new ClusterFacts { CollectedAt = Now, Source = "test", BuildNamespaces = [facts], AdmissionProbes = [.. profile.Shapes.Select(Refused)] };
        return CheckEngine.Evaluate([check], new CheckContext(cluster, profile, Now)).Findings.Single();
    }

    /// <summary>A pod that admission has seen and refused, so that the pod as it is declared is all that there is to judge.</summary>
    private static AdmissionProbe Refused(BuildShape shape)
        => new("ci", shape.Name, ProbeVariant.AsBuilt) { Answer = Fact.Known(new AdmissionAnswer(false, 403, "Forbidden", "exceeded quota")) };

    private static BuildNamespaceFacts Quotas(params ImmutableArray<ResourceQuotaFact> quotas) => Empty with { Quotas = Fact.Known(new ResourceQuotas(quotas)) };

    private static BuildNamespaceFacts Ranges(params ImmutableArray<LimitRangeItem> limits)
        => Empty with { LimitRanges = Fact.Known(new LimitRanges([new LimitRangeFact("limits", limits)])) };

    private static Fact<NamespaceFact> Namespace(string phase)
        => Fact.Known(new NamespaceFact(phase, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty));

    private static TestCaseData Case(Check check, string id, BuildNamespaceFacts facts, FindingStatus status, string reason)
        => new TestCaseData(check, facts, status, reason).SetArgDisplayNames(check.Code, id);
}
