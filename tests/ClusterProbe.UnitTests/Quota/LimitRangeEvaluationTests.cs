using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Planning;
using ClusterProbe.Core.Quota;
using static ClusterProbe.UnitTests.Quota.QuotaNotation;

namespace ClusterProbe.UnitTests.Quota;

internal sealed class LimitRangeEvaluationTests
{
    private static readonly LimitRangeItem ForContainers = new("Container");
    private static readonly LimitRangeItem ForPods = new("Pod");

    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case("Q01", Harness(), ForContainers with { Min = Quantities("cpu=10m,memory=10Mi") }),
        Case("Q02", Harness(), ForContainers with { Min = Quantities("cpu=50m") }, "minimum cpu usage per Container is 50m, but request is 10m"),
        Case("Q03", Harness(), ForContainers with { Min = Quantities("memory=64Mi") }, "minimum memory usage per Container is 64Mi, but request is 10Mi"),
        Case("Q04", Harness(), ForContainers with { MaxLimitRequestRatio = Quantities("cpu=40") }),
        Case("Q05", Harness(), ForContainers with { MaxLimitRequestRatio = Quantities("cpu=39") }, "cpu max limit to request ratio per Container is 39, but provided ratio is 40.000000"),
        Case("Q06", Harness(), ForContainers with { MaxLimitRequestRatio = Quantities("memory=49") }, "memory max limit to request ratio per Container is 49, but provided ratio is 50.000000"),
        Case("Q07 cpu", Harness(increased: true), ForContainers with { MaxLimitRequestRatio = Quantities("cpu=99") }, "cpu max limit to request ratio per Container is 99, but provided ratio is 100.000000"),
        Case("Q07 memory", Harness(increased: true), ForContainers with { MaxLimitRequestRatio = Quantities("memory=299") }, "memory max limit to request ratio per Container is 299, but provided ratio is 300.000000"),
        Case("Q08", Harness(), ForContainers with { Max = Quantities("cpu=450m") }, "maximum cpu usage per Container is 450m, but limit is 500m"),
        Case("Floating point", Pod(Container("cpu=100m", "cpu=1610m")), ForContainers with { MaxLimitRequestRatio = Quantities("cpu=16.1") }, "cpu max limit to request ratio per Container is 16100m, but provided ratio is 16.100000"),
        Case("No request", Pod(Container()), ForContainers with { Min = Quantities("cpu=1") }, "minimum cpu usage per Container is 1.  No request is specified"),
        Case("No limit", Pod(Container("cpu=1")), ForPods with { Max = Quantities("cpu=2") }, "maximum cpu usage per Pod is 2.  No limit is specified"),
        Case("Limit below the minimum", Pod(Container("cpu=2", "cpu=500m")), ForContainers with { Min = Quantities("cpu=1") }, "minimum cpu usage per Container is 1, but limit is 500m"),
        Case("Ratio without limit", Pod(Container("cpu=1")), ForContainers with { MaxLimitRequestRatio = Quantities("cpu=2") }, "cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0"),
        Case("Ratio without request", Pod(Container("cpu=0", "cpu=1")), ForContainers with { MaxLimitRequestRatio = Quantities("cpu=2") }, "cpu max limit to request ratio per Container is 2, but no request is specified or request is 0"),
        Case("Defaults first", Pod(Container()), ForContainers with { Default = Quantities("cpu=2"), DefaultRequest = Quantities("cpu=1"), Min = Quantities("cpu=1"), Max = Quantities("cpu=2") }),
        Case("Default over the pod's maximum", Pod(Container(), Container(name: "other")), [ForContainers with { Default = Quantities("memory=512M") }, ForPods with { Max = Quantities("memory=1G") }], "maximum memory usage per Pod is 1G, but limit is 1024M"),
        Case("A request is the limit unless given", Pod(Container("", "cpu=2")), ForContainers with { Min = Quantities("cpu=2"), DefaultRequest = Quantities("cpu=1") }),
        Case("Pod without overhead", Pod(Container("cpu=1", "cpu=1")) with { Overhead = Amounts.Parse(Quantities("cpu=1")) }, ForPods with { Max = Quantities("cpu=1") }),
        Case("Init containers", Pod() with { InitContainers = [Container("cpu=1", "cpu=1")] }, ForContainers with { Max = Quantities("cpu=500m") }, "maximum cpu usage per Container is 500m, but limit is 1"),
        Case("Not for pods", Pod(Container()), new LimitRangeItem("PersistentVolumeClaim") { Min = Quantities("storage=1Gi") }),
        Case("Several clauses", Pod(Container("cpu=1,memory=1Mi", "cpu=1,memory=1Mi")), ForContainers with { Min = Quantities("cpu=2,memory=2Mi") }, "[minimum cpu usage per Container is 2, but request is 1, minimum memory usage per Container is 2Mi, but request is 1Mi]"),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void Evaluate_PodAndLimitRange_AsTheApiServerDecides(PodResources pod, LimitRangeItem[] limits, string? expected)
        => Assert.That(LimitRangeEvaluation.Evaluate(pod, new LimitRanges([new LimitRangeFact("limits", [.. limits])])).Message, Is.EqualTo(expected));

    /// <summary>Two default steps, the pod of the vectors.</summary>
    internal static PodResources Harness(bool increased = false)
        => PodResources.Of(HarnessPlan.For(new HarnessStage(new Step(), new Step()) { Flags = new(IncreasesDefaults: increased) }).Shape)
            with
        { ActiveDeadlineSeconds = 86_400 };

    private static TestCaseData Case(string id, PodResources pod, LimitRangeItem limit, string? expected = null) => Case(id, pod, [limit], expected);

    private static TestCaseData Case(string id, PodResources pod, LimitRangeItem[] limits, string? expected = null)
        => new TestCaseData(pod, limits, expected).SetArgDisplayNames(id);
}
