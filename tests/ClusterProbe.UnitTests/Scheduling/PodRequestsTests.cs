using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;
using ClusterProbe.Kubernetes.Collectors.Capacity;

namespace ClusterProbe.UnitTests.Scheduling;

internal sealed class PodRequestsTests
{
    private static IEnumerable<TestCaseData> ShapeVectors =>
    [
        Case("C01", "c500/256", "500/256"),
        Case("C02", "c500/256 c250/512", "750/768"),
        Case("C03", "c500/256 i2000/1024", "2000/1024"),
        Case("C04", "c500/256 i100/128 i200/64", "500/256"),
        Case("C05", "c500/2048 i1500/512", "1500/2048"),
        Case("C06", "c500/256 s100/128", "600/384"),
        Case("C07", "c500/256 s100/128 i1000/1024", "1100/1152"),
        Case("C08", "c500/256 i1000/1024 s100/128", "1000/1024"),
        Case("C09", "c500/256 s100/128 i1000/64 s200/512 i300/700", "1100/1340"),
        Case("C14", "c", "/"),
        Case("C18", "c500/600 c10/10 c10/10 i100/100", "520/620"),
        Case("C19", "c500/600 c10/10 c10/10 s100/128 i100/100", "620/748"),
        Case("C20", "c100/100 c10/10 i100/100", "110/110"),
        Case("C21", "c50/50 s100/100 s100/100 i10/10", "250/250"),
        Case("C22", "c50/50 s100/100 i300/300 s500/20", "650/400"),
    ];

    private static IEnumerable<TestCaseData> StoredVectors =>
    [
        Case("C10", "c500/256 i600/100", "850/376", overhead: "250/120"),
        Case("C11", "c500/256 c500/256", "3000/512", podLevel: "3000"),
        Case("C12", "c500/256 i4000/4096", "1100/1074", podLevel: "1000/1024", overhead: "100/50"),
        Case("C13", "c500/256/2048", "800/300/2048", podLevel: "800/300/9999"),
        Case("C15", "c2000/512>1000/512>1000/512", "2000/512"),
        Case("C16", "c500/512>500/512>1000/1024", "1000/1024"),
        Case("C17", "c8000/512>1000/512>1000/512", "1000/512", infeasible: true),
        Case("C23", "c1000/1024>1500/1024>1500/1024 c250/128 i100/100", "1750/1152"),
        Case("opposite resizes add up before they are compared", "c2000/100>1000/100>1000/100 c500/100>1500/100>1500/100", "2500/200"),
        Case("infeasible pod-level request without a status of the pod still counts", "c1000/100", "3000", podLevel: "3000", infeasible: true),
        Case("infeasible pod-level request with statuses of containers only still counts", "c1000/100>500/50>500/50", "3000/50", podLevel: "3000", infeasible: true),
        Case("infeasible without a status leaves nothing", "c500/100", "/", infeasible: true),
        Case("sidecar that grows", "c100/100 s200/100>300/100>300/100 i150/100", "450/200"),
    ];

    [TestCaseSource(nameof(ShapeVectors))]
    public void Of_Shape_AsTheSchedulerAdds(Stored pod, string expected)
        => Assert.That(PodRequests.Of(PodNotation.Shape(pod.Containers)).Amounts, Is.EqualTo(PodNotation.List(expected).Amounts));

    [TestCaseSource(nameof(ShapeVectors))]
    [TestCaseSource(nameof(StoredVectors))]
    public void Add_StoredPod_AsTheSchedulerCounts(Stored pod, string expected)
    {
        var fold = new PodFold();
        fold.Add(Encoding.UTF8.GetBytes(PodNotation.Pod(pod.Containers, pod.PodLevel, pod.Overhead, pod.Infeasible).ToJsonString()));
        Assert.That(fold.ToInventory().UsageByNode["n"].Requests.Amounts, Is.EqualTo(PodNotation.List(expected).Amounts));
    }

    /// <summary>What lies before a container's name in the item does not change which status is its own.</summary>
    [TestCaseSource(nameof(StoredVectors))]
    public void Add_StoredPodWithManagedFields_AsTheSchedulerCounts(Stored pod, string expected)
    {
        var fold = new PodFold();
        var json = PodNotation.Pod(pod.Containers, pod.PodLevel, pod.Overhead, pod.Infeasible).ToJsonString();
        fold.Add(Encoding.UTF8.GetBytes($$$"""{"metadata":{"managedFields":[{"fieldsV1":{"f:spec":"x"} }],"name":"x"},{{{json[1..]}}}"""));
        Assert.That(fold.ToInventory().UsageByNode["n"].Requests.Amounts, Is.EqualTo(PodNotation.List(expected).Amounts));
    }

    [Test]
    public void Of_LimitWithoutRequest_IsTheRequest()
    {
        var shape = PodNotation.Shape("c/256 i");
        var limits = PodNotation.List("500/512");
        shape = shape with { Containers = [shape.Containers[0] with { Limits = limits }], InitContainers = [shape.InitContainers[0] with { Limits = limits }] };
        Assert.That(PodRequests.Of(shape).Amounts, Is.EqualTo(limits.Amounts));
    }

    [Test]
    public void Of_AdmittedPod_CountsWhatAdmissionAdded()
    {
        var shape = PodNotation.Shape("c500/600");
        var admitted = new PodView
        {
            Containers = [.. shape.Containers.Select(container => new ContainerView(container.Name, container.Image, "", container.Requests, container.Limits))],
            InitContainers = [new ContainerView("istio-proxy", "istio/proxyv2:1.31.0", "Always", PodNotation.List("100/128"), ResourceList.Empty)],
            Overhead = PodNotation.List("250/120"),
        };
        Assert.That(SchedulablePod.Of(shape, admitted).Requests.Amounts, Is.EqualTo(PodNotation.List("850/848").Amounts));
    }

    private static TestCaseData Case(string name, string containers, string expected, string podLevel = "", string overhead = "", bool infeasible = false)
        => new TestCaseData(new Stored(containers, podLevel, overhead, infeasible), expected).SetArgDisplayNames(name);

    /// <summary>A pod in the notation of <see cref="PodNotation"/>.</summary>
    internal sealed record Stored(string Containers, string PodLevel, string Overhead, bool Infeasible);
}
