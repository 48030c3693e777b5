using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using static ClusterProbe.UnitTests.Quota.QuotaNotation;

namespace ClusterProbe.UnitTests.Checks;

/// <summary>Build pods that no dry run has shown, because nobody may send one: what is declared is judged, and said to be.</summary>
internal sealed class UnseenChangesTests
{
    private static readonly UnknownCause Forbidden = new(UnknownReason.NotPermitted, "pods is forbidden") { Missing = new Permission("", "pods", "create") };

    private static readonly BuildShape Bare = new() { Name = "bare", Containers = [new() { Name = "build", Image = "alpine:3.22", Requests = ResourceList.Of(("memory", 1 << 20)) }] };

    private static readonly Profile Profile = BuiltInProfiles.For(CiSystem.Jenkins) with { BuildNamespaces = ["ci"], Shapes = [Bare], Load = new BuildLoad(ParallelBuilds: 2) };

    private static readonly AdmissionWebhook Webhook = new("injector", "injector.example");

    [Test]
    public void Verdict_WithNothingThatWouldChangeThePod_StandsWithAReservation([Values("CP5001", "CP5003", "CP5004", "CP5006", "CP5008", "CP5009")] string code)
    {
        var finding = Find(code, Facts());
        Assert.That(finding.Status, Is.EqualTo(FindingStatus.Pass), finding.Message);
        Assert.That(finding.Evidence[^1], Is.EqualTo("judged by the pod as it is declared, because no dry run was answered (pods is forbidden); no webhook or limit range that would change it was found"));
    }

    [Test]
    public void Verdict_WithAWebhookThatMayChangeThePod_IsOpen([Values("CP5001", "CP5003", "CP5004", "CP5006", "CP5008", "CP5009")] string code)
    {
        var finding = Find(code, Changing(Facts(), Webhook));
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Error, "NotPermitted")));
        Assert.That(finding.Message, Does.EndWith("no dry run was answered, and the pod may be changed by MutatingWebhookConfiguration injector"));
        Assert.That(finding.Evidence[0], Does.StartWith("as declared: "));
        Assert.That(finding.Remediation!.Text, Does.StartWith("Grant \"create pods\""));
        Assert.That(finding.Required, Is.EqualTo(Find(code, Facts()).Required));
    }

    [Test]
    public void Verdict_WithAWebhookForOtherPods_Stands()
        => Assert.That(
            Find("CP5001", Changing(Facts(), Webhook with { ObjectSelector = new(ImmutableSortedDictionary<string, string>.Empty.Add("inject", "yes"), []) })).Status,
            Is.EqualTo(FindingStatus.Pass));

    [Test]
    public void Verdict_WithWebhooksThatCouldNotBeListed_IsOpen()
        => Assert.That(
            Find("CP5001", Facts() with { AdmissionPolicies = new AdmissionPolicyFacts { Mutating = Fact.Unknown<WebhookInventory>(Forbidden) } }).Message,
            Does.Contain("mutating webhooks, which could not be listed"));

    [Test]
    public void Verdict_WithLimitRangesThatCouldNotBeRead_IsOpen()
        => Assert.That(Find("CP5001", In(Facts(), build => build with { LimitRanges = Fact.Unknown<LimitRanges>(Forbidden) })).Message, Does.Contain("limit ranges, which could not be read"));

    [Test]
    public void Verdict_WithARuntimeClass_IsOpen()
        => Assert.That(Find("CP5001", Facts(), Profile with { Shapes = [Bare with { RuntimeClassName = "gvisor" }] }).Message, Does.EndWith("RuntimeClass gvisor"));

    [Test]
    public void Slots_WithDefaultsOfAKnownLimitRange_CountThem()
    {
        var finding = Find("CP5001", In(Facts(), build => build with
        {
            LimitRanges = Fact.Known(new LimitRanges([new LimitRangeFact("range", [new LimitRangeItem("Container") { DefaultRequest = Quantities("cpu=3"), Default = Quantities("cpu=3") }])])),
        }));
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, "NoNodeFits")), finding.Message);
    }

    [Test]
    public void Verdict_OnARefusedPod_HasNoReservation()
        => Assert.That(
            Find("CP5001", Facts() with { AdmissionProbes = [Probe(Fact.Known(new AdmissionAnswer(false, 403, "Forbidden", "no")))] }).Evidence,
            Has.None.Contains("no dry run was answered"));

    [Test]
    public void Quota_OnAPodThatTheClusterAddsTo_CountsWhatItAdds()
    {
        var quotas = Fact.Known(new ResourceQuotas([QuotaOf("requests.cpu=5", "requests.cpu=0")]));
        var finding = Find("CP5003", In(Facts(), build => build with { Quotas = quotas }) with { AdmissionProbes = [Stored("", ("cpu", 2000))] });
        Assert.That(finding.Message, Is.EqualTo("The quotas of namespace ci leave room for 2 more of these pods."));
    }

    [Test]
    public void Quota_ByPriorityClass_CountsTheOneThatTheClusterGives()
    {
        var quotas = Fact.Known(new ResourceQuotas([QuotaOf("pods=1", "pods=1") with { Scopes = ["PriorityClass"] }]));
        var facts = In(Facts(), build => build with { Quotas = quotas });
        Assert.That(Find("CP5003", facts with { AdmissionProbes = [Stored("", ("cpu", 1))] }).Status, Is.EqualTo(FindingStatus.Pass));
        Assert.That(Find("CP5003", facts with { AdmissionProbes = [Stored("builds", ("cpu", 1))] }).Reason, Is.EqualTo("QuotaTooSmall").Or.EqualTo("QuotaExceeded"));
    }

    [Test]
    public void LimitRange_OnAPodThatTheClusterBringsIntoLine_IsContent()
    {
        var ranges = Fact.Known(new LimitRanges([new LimitRangeFact("range", [new LimitRangeItem("Container") { Min = Quantities("cpu=1") }])]));
        var facts = In(Facts(), build => build with { LimitRanges = ranges });
        Assert.That(Find("CP5009", facts).Status, Is.EqualTo(FindingStatus.Fail), "as declared");
        Assert.That(Find("CP5009", facts with { AdmissionProbes = [Stored("", ("cpu", 2000))] }).Status, Is.EqualTo(FindingStatus.Pass), "as stored");
    }

    [Test]
    public void Slots_OnAPodThatIsRefusedAsBuilt_CountTheNearestThatIsAdmitted()
    {
        var refused = Probe(Fact.Known(new AdmissionAnswer(false, 403, "Forbidden", "violates PodSecurity")));
        var admitted = Stored("", ("cpu", 1900)) with { Variant = ProbeVariant.Restricted };
        Assert.That(Find("CP5001", Facts() with { AdmissionProbes = [refused, admitted] }).Message, Does.StartWith("1 slot on 1"));
    }

    private static Finding Find(string code, ClusterFacts facts, Profile? profile = null)
        => CheckEngine.Evaluate(CheckRegistry.All.Where(check => check.Code == code), new CheckContext(facts, profile ?? Profile, facts.CollectedAt)).Findings.Single();

    private static ClusterFacts Facts() => new()
    {
        CollectedAt = DateTimeOffset.UnixEpoch,
        Source = "test",
        Nodes = Fact.Known(new NodeInventory([new NodeFact { Name = "a", TrueConditions = ["Ready"], Allocatable = ResourceList.Of(("cpu", 2000), ("memory", 64L << 30), ("pods", 110)) }])),
        Pods = Fact.Known(new PodInventory()),
        BuildNamespaces =
        [
            new BuildNamespaceFacts("ci")
            {
                Namespace = Fact.Known(new NamespaceFact("Active", ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty)),
                Quotas = Fact.Known(new ResourceQuotas([QuotaOf("pods=9", "pods=1")])),
                LimitRanges = Fact.Known(new LimitRanges([new LimitRangeFact("range", [new LimitRangeItem("Container")])])),
            },
        ],
        AdmissionPolicies = new AdmissionPolicyFacts { Mutating = Fact.Known(new WebhookInventory([])) },
        AdmissionProbes = [Probe(Fact.Unknown<AdmissionAnswer>(Forbidden))],
        Autoscaling = new()
        {
            ClusterAutoscaler = Fact.Absent<ClusterAutoscalerStatus>(),
            NodePools = Fact.Absent<NodePools>(),
            NodeClaims = Fact.Absent<NodeClaims>(),
        },
    };

    private static ClusterFacts Changing(ClusterFacts facts, AdmissionWebhook webhook)
        => facts with { AdmissionPolicies = new AdmissionPolicyFacts { Mutating = Fact.Known(new WebhookInventory([webhook])) } };

    private static ClusterFacts In(ClusterFacts facts, Func<BuildNamespaceFacts, BuildNamespaceFacts> change)
        => facts with { BuildNamespaces = [.. facts.BuildNamespaces.Select(change)] };

    private static AdmissionProbe Probe(Fact<AdmissionAnswer> answer) => new("ci", Bare.Name, ProbeVariant.AsBuilt) { Answer = answer };

    private static AdmissionProbe Stored(string priorityClass, params (string, long)[] requests) => Probe(Fact.Known(new AdmissionAnswer(true, 201, "", "")
    {
        Pod = new PodView
        {
            PriorityClassName = priorityClass,
            Containers = [new ContainerView("build", "alpine:3.22", "", ResourceList.Of(requests), ResourceList.Empty)],
        },
    }));
}
