using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Collectors.Capacity;

namespace ClusterProbe.UnitTests.Scheduling;

internal sealed class PodFoldTests
{
    private const string Requests = """ "resources":{"requests":{"cpu":"100m","memory":"1500m"}} """;

    [Test]
    public void Add_Pods_SumsWhatIsBoundAndNotFinished()
    {
        var inventory = Fold(
            Pod("a", "Running"),
            Pod("a", "Pending"),
            Pod("a", "Unknown"),
            Pod("b", "Running"),
            Pod("b", "Succeeded"),
            Pod("b", "Failed"),
            """{"spec":{},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}}""",
            """{"spec":{},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}}""");
        Assert.Multiple(() =>
        {
            Assert.That(inventory.Count, Is.EqualTo(8));
            Assert.That(inventory.UnschedulableCount, Is.EqualTo(1));
            Assert.That(inventory.UsageByNode["a"].PodCount, Is.EqualTo(3));
            Assert.That(inventory.UsageByNode["a"].Requests["cpu"], Is.EqualTo(300));
            Assert.That(inventory.UsageByNode["b"].PodCount, Is.EqualTo(1));
        });
    }

    [Test]
    public void Add_FractionsOfBytes_AreRoundedUpForEachPod()
        => Assert.That(Fold(Pod("a", "Running"), Pod("a", "Running")).UsageByNode["a"].Requests["memory"], Is.EqualTo(4));

    [Test]
    public void Add_PodsOfDaemonSetsAndStaticPods_StayOnTheEmptyNode()
    {
        var usage = Fold(
            Pod("a", "Running", """ "metadata":{"ownerReferences":[{"kind":"DaemonSet","name":"x"}]}, """),
            Pod("a", "Running", """ "metadata":{"ownerReferences":[{"kind":"Node","name":"a"}]}, """),
            Pod("a", "Running", """ "metadata":{"ownerReferences":[{"kind":"ReplicaSet","name":"x"}]}, """)).UsageByNode["a"];
        Assert.That((usage.PodCount, usage.Residents!.PodCount, usage.Residents.Requests["cpu"]), Is.EqualTo((3, 2, 200)));
    }

    [Test]
    public void Add_HostPorts_OfContainersAndSidecarsOnly()
    {
        var usage = Fold("""
            {"spec":{"nodeName":"a",
             "initContainers":[{"name":"i","ports":[{"hostPort":1}]},{"name":"s","ports":[{"hostPort":2,"hostIP":"10.0.0.1","protocol":"UDP"}],"restartPolicy":"Always"}],
             "containers":[{"name":"c","ports":[{"containerPort":80},{"hostPort":3},{"hostPort":"x"},7]}]},"status":{"phase":"Running"}}
            """).UsageByNode["a"];
        Assert.That(usage.HostPorts, Is.EqualTo(new[] { new HostPort("10.0.0.1", "UDP", 2), new HostPort("", "TCP", 3) }));
    }

    [TestCase("""{"spec":{"nodeName":"a"}}""", 0)]
    [TestCase("""{"metadata":null,"spec":{"nodeName":"a","containers":null,"initContainers":7,"overhead":[],"resources":"x"},"status":null}""", 0)]
    [TestCase("""{"spec":{"nodeName":"a","containers":[null,7,"x",[],{},{"name":7,"resources":[]},{"resources":{"requests":{"cpu":"100m"}}}]}}""", 100)]
    [TestCase("""{"spec":{"nodeName":"a","containers":[{"resources":{"requests":{"cpu":1,"memory":{},"x":null,"y":"z","z":[1]}}}]}}""", 1000)]
    [TestCase("""{"spec":{"nodeName":"a","containers":[{"resources":{"requests":{"cpu":"1e400"}}},{"resources":{"requests":{"cpu":"1"}}}]}}""", long.MaxValue)]
    [TestCase("""{"status":{"phase":7,"conditions":[{"type":{}}],"containerStatuses":{"name":"c"}},"spec":{"containers":[{"resources":{"requests":{"cpu":"100m"}}}],"nodeName":"a"}}""", 100)]
    [TestCase("""{"spec":{"containers":[{"resources":{"requests":{"cpu":"100m"}}}],"nodeName":"a"},"status":{"message":"\ud800","phase":"Running","reason":"\ud800"}}""", 100)]
    [TestCase("""{"spec":{"containers":[{"resources":{"requests":{"cpu":"100m"}}}],"nodeName":"a"},"status":{"phase":"\ud800"}}""", 100)]
    public void Add_OddPod_CountsWhatCanBeRead(string pod, long cpu)
    {
        var usage = Fold(pod).UsageByNode["a"];
        Assert.That((usage.PodCount, usage.Requests["cpu"]), Is.EqualTo((1, cpu)));
    }

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("{}")]
    [TestCase("""{"spec":7}""")]
    [TestCase("""{"spec":{"nodeName":""}}""")]
    [TestCase("""{"spec":{"nodeName":{"a":"a"}}}""")]
    public void Add_NoBoundPod_TakesNothing(string pod) => Assert.That(Fold(pod).UsageByNode, Is.Empty);

    [Test]
    public void Add_HugeTexts_DoNotMatter()
    {
        var huge = new string('x', 1 << 20);
        var usage = Fold($$$"""{"metadata":{"{{{huge}}}":"{{{huge}}}"},"spec":{"nodeName":"{{{huge}}}","containers":[{"name":"{{{huge}}}","resources":{"requests":{"{{{huge}}}":"1"} } }]}}""");
        Assert.That(usage.UsageByNode.Single().Value.PodCount, Is.EqualTo(1));
    }

    [Test]
    public void Reset_StartsOver()
    {
        var fold = new PodFold();
        fold.Add(Encoding.UTF8.GetBytes(Pod("a", "Running")));
        fold.Reset();
        fold.Add(Encoding.UTF8.GetBytes(Pod("b", "Running")));
        Assert.That(fold.ToInventory().UsageByNode.Keys, Is.EqualTo(new[] { "b" }));
        Assert.That(fold.ToInventory().Count, Is.EqualTo(1));
    }

    private static PodInventory Fold(params string[] pods)
    {
        var fold = new PodFold();
        foreach (var pod in pods) fold.Add(Encoding.UTF8.GetBytes(pod));
        return fold.ToInventory();
    }

    private static string Pod(string node, string phase, string metadata = "")
        => $$$"""{{{{metadata}}}"spec":{"nodeName":"{{{node}}}","containers":[{"name":"c",{{{Requests}}}}]},"status":{"phase":"{{{phase}}}"}}""";
}
