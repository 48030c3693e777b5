using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Quota;
using static ClusterProbe.UnitTests.Quota.QuotaNotation;

namespace ClusterProbe.UnitTests.Quota;

internal sealed class QuotaEvaluationTests
{
    private static readonly PodResources OneCpu = Pod(Container("cpu=1,memory=1Gi", "cpu=1,memory=1Gi"));
    private static readonly PodResources WithDeadline = OneCpu with { ActiveDeadlineSeconds = 86_400 };
    private static readonly ResourceQuotaFact Full = QuotaOf("pods=1", "pods=1");

    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case("U01", OneCpu, QuotaOf("requests.cpu=5", "requests.cpu=4"), QuotaOutcome.Fits),
        Case("U02", Pod(Container("cpu=1100m")), QuotaOf("requests.cpu=5", "requests.cpu=4"), QuotaOutcome.Exceeded),
        Case("U03", Pod(Container("cpu=1")), QuotaOf("limits.cpu=10", "limits.cpu=0"), QuotaOutcome.MustSpecify),
        Case("U04", WithDeadline, Full with { Scopes = ["Terminating"] }, QuotaOutcome.Exceeded),
        Case("U05", OneCpu, Full with { Scopes = ["Terminating"] }, QuotaOutcome.NotApplicable),
        Case("U06", WithDeadline, Full with { Scopes = ["NotTerminating"] }, QuotaOutcome.NotApplicable),
        Case("U07", Pod(Container("cpu=10m,memory=10Mi")), Full with { Scopes = ["BestEffort"] }, QuotaOutcome.NotApplicable),
        Case("U09", OneCpu, QuotaOf("requests.cpu=5", ""), QuotaOutcome.StatusUnknown),
        Case("U10 of the class", OneCpu with { PriorityClassName = "high" }, Full with { ScopeSelector = [new("PriorityClass", "In", ["high"])] }, QuotaOutcome.Exceeded),
        Case("U10 of another class", OneCpu with { PriorityClassName = "low" }, Full with { ScopeSelector = [new("PriorityClass", "In", ["high"])] }, QuotaOutcome.NotApplicable),
        Case("Class of none", OneCpu, Full with { ScopeSelector = [new("PriorityClass", "NotIn", ["high"])] }, QuotaOutcome.Exceeded),
        Case("Class missing", OneCpu, Full with { ScopeSelector = [new("PriorityClass", "DoesNotExist", [])] }, QuotaOutcome.Exceeded),
        Case("Any class", OneCpu, Full with { Scopes = ["PriorityClass"] }, QuotaOutcome.NotApplicable),
        Case("All scopes have to match", WithDeadline, Full with { Scopes = ["Terminating", "BestEffort"] }, QuotaOutcome.NotApplicable),
        Case("NotBestEffort", OneCpu, Full with { Scopes = ["NotBestEffort"] }, QuotaOutcome.Exceeded),
        Case("Only other resources is BestEffort", Pod(Container("ephemeral-storage=1Gi,nvidia.com/gpu=1")), Full with { Scopes = ["BestEffort"] }, QuotaOutcome.Exceeded),
        Case("Zero is BestEffort", Pod(Container("cpu=0,memory=0")), Full with { Scopes = ["BestEffort"] }, QuotaOutcome.Exceeded),
        Case("Affinity to other namespaces", OneCpu with { HasCrossNamespaceAffinity = true }, Full with { Scopes = ["CrossNamespacePodAffinity"] }, QuotaOutcome.Exceeded),
        Case("No affinity", OneCpu, Full with { Scopes = ["CrossNamespacePodAffinity"] }, QuotaOutcome.NotApplicable),
        Case("A scope for other objects", OneCpu, Full with { ScopeSelector = [new("VolumeAttributesClass", "Exists", [])] }, QuotaOutcome.NotApplicable),
        Case("Zero is specified", Pod(Container("cpu=0,memory=0")), QuotaOf("requests.cpu=1,requests.memory=1Gi", "requests.cpu=0,requests.memory=0"), QuotaOutcome.Fits),
        Case("Init containers specify too", OneCpu with { InitContainers = [Container(name: "init")] }, QuotaOf("cpu=5", "cpu=0"), QuotaOutcome.MustSpecify),
        Case("Pod-level resources lift the rule", Pod(Container()) with { Requests = Amounts.Parse(Quantities("cpu=1")) }, QuotaOf("limits.memory=1Gi", "limits.memory=0"), QuotaOutcome.Fits),
        Case("Storage need not be specified", Pod(Container()), QuotaOf("requests.ephemeral-storage=1Gi", "requests.ephemeral-storage=0"), QuotaOutcome.Fits),
        Case("Exceeded in something else", Pod(Container("cpu=0,memory=1Mi")), QuotaOf("requests.cpu=1,requests.memory=1Gi", "requests.cpu=2,requests.memory=0"), QuotaOutcome.Fits),
        Case("Quota on other objects", OneCpu, QuotaOf("count/secrets=0,services=0", "count/secrets=0,services=0"), QuotaOutcome.NotApplicable),
        Case("Quota of all pods ever", OneCpu, QuotaOf("count/pods=3", "count/pods=3"), QuotaOutcome.Exceeded),
        Case("Extended resource", Pod(Container("nvidia.com/gpu=1")), QuotaOf("requests.nvidia.com/gpu=1", "requests.nvidia.com/gpu=1"), QuotaOutcome.Exceeded),
        Case("Not yet counted", OneCpu, new ResourceQuotaFact("quota") { Hard = Quantities("pods=1") }, QuotaOutcome.NotYetEnforced),
        Case("Status counts, not the spec", OneCpu, Full with { Hard = Quantities("pods=10") }, QuotaOutcome.Exceeded),
        Case("Overhead counts", OneCpu with { Overhead = Amounts.Parse(Quantities("cpu=250m")) }, QuotaOf("requests.cpu=1", "requests.cpu=0"), QuotaOutcome.Exceeded),
        Case("Q09", Harness, QuotaOf("requests.cpu=1519m", "requests.cpu=1"), QuotaOutcome.Exceeded),
        Case("Q09 with one more", Harness, QuotaOf("requests.cpu=1520m", "requests.cpu=1"), QuotaOutcome.Fits),
        Case("Q10", Harness, QuotaOf("limits.memory=1500Mi", "limits.memory=0"), QuotaOutcome.Exceeded),
        Case("Q10 with enough", Harness, QuotaOf("limits.memory=1600Mi", "limits.memory=0"), QuotaOutcome.Fits),
        Case("Q11", Harness, Full with { Scopes = ["Terminating"] }, QuotaOutcome.Exceeded),
        Case("Q12", Harness, Full with { Scopes = ["BestEffort"] }, QuotaOutcome.NotApplicable),
    ];

    private static PodResources Harness { get; } = LimitRangeEvaluationTests.Harness();

    [TestCaseSource(nameof(Vectors))]
    public void Evaluate_PodAndQuota_AsTheApiServerDecides(PodResources pod, ResourceQuotaFact quota, QuotaOutcome expected)
        => Assert.That(QuotaEvaluation.Evaluate(pod, quota).Outcome, Is.EqualTo(expected));

    [Test]
    public void FirstDenial_OneOfTwoQuotasDenies_U08()
    {
        var results = QuotaEvaluation.Evaluate(OneCpu, new ResourceQuotas([QuotaOf("requests.cpu=5", "requests.cpu=0", "a"), QuotaOf("requests.cpu=5", "requests.cpu=5", "b")]));
        Assert.That(
            QuotaEvaluation.FirstDenial(results)?.Message,
            Is.EqualTo("exceeded quota: b, requested: requests.cpu=1, used: requests.cpu=5, limited: requests.cpu=5"));
    }

    [Test]
    public void FirstDenial_MissingSpecification_ComesBeforeWhatIsExceeded()
    {
        var results = QuotaEvaluation.Evaluate(OneCpu with { InitContainers = [Container(name: "init")] }, new ResourceQuotas([Full, QuotaOf("limits.cpu=9,cpu=9", "limits.cpu=0,cpu=0", "b")]));
        Assert.That(QuotaEvaluation.FirstDenial(results)?.Message, Is.EqualTo("failed quota: b: must specify cpu for: init; limits.cpu for: init"));
    }

    [TestCase("64Mi", "128M", "195108864")]
    [TestCase("128M", "64Mi", "190536Ki")]
    public void Message_InitContainerBesideASidecar_IsInTheInitContainersNotation(string sidecar, string init, string requested)
    {
        var pod = Pod(Container("memory=0")) with
        {
            InitContainers = [Container($"memory={sidecar}", name: "sidecar", sidecar: true), Container($"memory={init}", name: "init")],
        };
        Assert.That(
            QuotaEvaluation.Evaluate(pod, QuotaOf("requests.memory=1Mi", "requests.memory=0")).Message,
            Is.EqualTo($"exceeded quota: quota, requested: requests.memory={requested}, used: requests.memory=0, limited: requests.memory=1Mi"));
    }

    [TestCase("requests.cpu=5,pods=10", "requests.cpu=1,pods=0", 4, 5)]
    [TestCase("requests.cpu=5,pods=3", "requests.cpu=1,pods=1", 2, 3)]
    [TestCase("requests.cpu=5", "requests.cpu=7", 0, 5)]
    [TestCase("count/secrets=5", "count/secrets=7", null, null)]
    public void Slots_OfQuota_AreWhatIsLeftByTheScarcestResource(string hard, string used, long? slots, long? total)
    {
        var result = QuotaEvaluation.Evaluate(OneCpu, QuotaOf(hard, used));
        Assert.That((result.Slots, result.TotalSlots), Is.EqualTo((slots, total)));
    }

    private static TestCaseData Case(string id, PodResources pod, ResourceQuotaFact quota, QuotaOutcome expected)
        => new TestCaseData(pod, quota, expected).SetArgDisplayNames(id);
}
