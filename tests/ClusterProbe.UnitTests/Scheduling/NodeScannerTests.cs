using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Collectors.Capacity;

namespace ClusterProbe.UnitTests.Scheduling;

internal sealed class NodeScannerTests
{
    [Test]
    public void Scan_Node_KeepsWhatMatters()
    {
        var node = Scan("""
            {"metadata":{"name":"n","labels":{"kubernetes.io/os":"linux","odd":7}},
             "spec":{"unschedulable":true,"providerID":"gce://p/z/n","taints":[{"key":"gpu","value":"true","effect":"NoSchedule"},{"key":"x","effect":"NoExecute"},7]},
             "status":{"allocatable":{"cpu":"3920m","memory":"12Gi","pods":"110","odd":{}},
              "conditions":[{"type":"Ready","status":"True"},{"type":"DiskPressure","status":"False"},{"status":"Unknown","type":"PIDPressure"}],
              "images":[{"names":["a"],"sizeBytes":1}],
              "nodeInfo":{"kubeletVersion":"v1.37.2","operatingSystem":"linux","architecture":"arm64","containerRuntimeVersion":"containerd://2.1.0"}}}
            """)!;
        Assert.Multiple(() =>
        {
            Assert.That(node, Has.Property(nameof(NodeFact.Name)).EqualTo("n"));
            Assert.That(node.Labels["kubernetes.io/os"], Is.EqualTo("linux"));
            Assert.That((node.Unschedulable, node.ProviderId, node.IsReady), Is.EqualTo((true, "gce://p/z/n", true)));
            Assert.That(node.Taints.Select(taint => taint.ToString()), Is.EqualTo(new[] { "gpu=true:NoSchedule", "x:NoExecute", }));
            Assert.That((node.Allocatable["cpu"], node.Allocatable["memory"], node.Allocatable["pods"]), Is.EqualTo((3920, 12L << 30, 110)));
            Assert.That(node.TrueConditions, Is.EqualTo(new[] { "Ready" }));
            Assert.That((node.KubeletVersion, node.OperatingSystem, node.Architecture, node.ContainerRuntime), Is.EqualTo(("v1.37.2", "linux", "arm64", "containerd://2.1.0")));
        });
    }

    [TestCase("7")]
    [TestCase("{}")]
    [TestCase("""{"metadata":{"name":7}}""")]
    [TestCase("""{"metadata":{"name":"\ud800"}}""")]
    public void Scan_NodeWithoutName_IsNone(string json) => Assert.That(Scan(json), Is.Null);

    [Test]
    public void Scan_OddNode_KeepsTheRest()
    {
        var node = Scan("""{"metadata":{"name":"n","labels":[]},"spec":{"unschedulable":"true","taints":{}},"status":{"allocatable":[],"conditions":[null],"nodeInfo":7}}""")!;
        Assert.That((node.Name, node.Unschedulable, node.IsReady, node.Taints.Length, node.Labels.Count), Is.EqualTo(("n", false, false, 0, 0)));
    }

    private static NodeFact? Scan(string json) => new NodeScanner(new StringPool()).Scan(Encoding.UTF8.GetBytes(json));
}
