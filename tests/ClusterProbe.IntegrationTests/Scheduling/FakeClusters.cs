using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using static ClusterProbe.IntegrationTests.Scheduling.FakeCluster;

namespace ClusterProbe.IntegrationTests.Scheduling;

/// <summary>Clusters in which each rule of the scheduler's filters decides something.</summary>
internal static class FakeClusters
{
    public static ImmutableArray<FakeCluster> All =>
    [
        Of("plain", Build(), Node("a"), Node("b", "cpu=1 memory=4Gi pods=10")),
        Of("memory-decides", Build(100, 1500), Node("a"), Node("b", "cpu=8 memory=1Gi pods=10")),
        Of("pod-limit-decides", Build(), Node("a", "cpu=8 memory=8Gi pods=2"), Node("b", "cpu=8 memory=8Gi")),
        Of("taint", Build(), Node("a", taints: "gpu=true:NoSchedule"), Node("b")),
        Of("taint-tolerated", Build() with { Tolerations = [new("gpu", "Exists", "", "NoSchedule")] }, Node("a", taints: "gpu=true:NoSchedule"), Node("b", taints: "gpu=true:NoExecute")),
        Of("taint-preferred", Build(), Node("a", taints: "gpu=true:PreferNoSchedule"), Node("b", taints: "gpu:NoExecute")),
        Of("taint-value", Build() with { Tolerations = [new("ci", "Equal", "true")] }, Node("a", taints: "ci=true:NoExecute"), Node("b", taints: "ci=false:NoSchedule"), Node("c", taints: "ci:NoSchedule")),
        Of("taints-two", Build() with { Tolerations = [new("x", "Exists")] }, Node("a", taints: "x:NoSchedule y:NoSchedule"), Node("b", taints: "x:NoSchedule x:NoExecute")),
        Of("taint-pressure", Build(), Node("a", taints: "node.kubernetes.io/disk-pressure:NoSchedule"), Node("b", taints: "ToBeDeletedByClusterAutoscaler=1:NoSchedule")),
        Of("taint-not-ready", Build(), Node("a", taints: "node.kubernetes.io/not-ready:NoExecute"), Node("b", taints: "node.kubernetes.io/not-ready:NoSchedule")),
        Of("cordoned", Build(), Node("a", cordoned: true), Node("b")),
        Of("cordon-tolerated", Build() with { Tolerations = [new("node.kubernetes.io/unschedulable", "Exists", "", "NoSchedule")] }, Node("a", cordoned: true), Node("b", taints: "x:NoSchedule")),
        Of("all-tolerated", Build() with { Tolerations = [new("", "Exists")] }, Node("a", cordoned: true), Node("b", taints: "x:NoSchedule y=1:NoExecute")),
        Of("selector", Build() with { NodeSelector = Labels(("disk", "ssd")) }, Node("a", labels: "disk=ssd"), Node("b", labels: "disk=hdd"), Node("c")),
        Of("selector-empty-value", Build() with { NodeSelector = Labels(("disk", "")) }, Node("a", labels: "disk="), Node("b")),
        Of("affinity-terms-are-alternatives", Affine("zone In b", "arch In amd64"), Node("a", labels: "zone=a arch=amd64"), Node("b", labels: "zone=b"), Node("c", labels: "zone=c")),
        Of("affinity-and-selector", Affine("zone In a,b") with { NodeSelector = Labels(("disk", "ssd")) }, Node("a", labels: "zone=a"), Node("b", labels: "zone=b disk=ssd")),
        Of("affinity-absent-label", Affine("gpu NotIn t4; windows DoesNotExist"), Node("a", labels: "gpu=t4"), Node("b"), Node("c", labels: "windows=")),
        Of("affinity-numbers", Affine("cores Gt 7; cores Lt 64"), Node("a", labels: "cores=7"), Node("b", labels: "cores=8"), Node("c", labels: "cores=64"), Node("d", labels: "cores=many"), Node("e")),
        Of("affinity-empty-term", Affine(""), Node("a"), Node("b")),
        Of("affinity-empty-term-beside-another", Affine("", "zone Exists"), Node("a", labels: "zone=a"), Node("b")),
        Of("affinity-unparsable-term", Affine("cores Gt many", "zone In a"), Node("a", labels: "zone=a cores=8"), Node("b", labels: "cores=8")),
        Of("affinity-name", Affine("@metadata.name In affinity-name-b"), Node("a", labels: "kubernetes.io/hostname=affinity-name-b"), Node("b")),
        Of("affinity-not-name", Affine("@metadata.name NotIn affinity-not-name-b; zone Exists"), Node("a", labels: "zone=a"), Node("b", labels: "zone=a"), Node("c")),
        Of("limits-only", Build(0, 0) is var limited ? limited with { Containers = [limited.Containers[0] with { Requests = ResourceList.Of(("memory", 1L << 20)), Limits = ResourceList.Of(("cpu", 600), ("memory", 1L << 30)) }] } : limited, Node("a")),
        Of("used", Build(), Node("a"), Node("b"), Used("a", "cpu=1200m memory=1Gi"), Used("b", "cpu=100m"), Used("b", "cpu=1600m")),
        Of("finished-pods-are-free", Build(), Node("a"), Used("a", "cpu=1", """{"phase":"Succeeded"}"""), Used("a", "cpu=1", """{"phase":"Failed"}"""), Used("a", "cpu=500m", """{"phase":"Running"}""")),
        Of("terminating-pods-count", Build(), Node("a"), Used("a", "cpu=1", """{"phase":"Running"}""", terminating: true)),
        Of("over-committed-elsewhere", Build(500, 0), Node("a"), Used("a", "memory=64Gi cpu=500m")),
        Of("requests-nothing", Build(0, 0), Node("a", "cpu=1 memory=1Gi pods=3"), Used("a", "cpu=8 memory=8Gi")),
        Of("no-pods-allowed", Build(), Node("a", "cpu=2 memory=4Gi"), Node("b")),
        Of("extended", Build(100, 64, ("example.com/gpu", 2)), Node("a", "cpu=2 memory=4Gi pods=10 example.com/gpu=5"), Node("b"), Node("c", "cpu=2 memory=4Gi pods=10 example.com/gpu=4"), Used("c", "example.com/gpu=1 cpu=10m")),
        Of("ephemeral", Build(100, 64, ("ephemeral-storage", 3L << 30)), Node("a", "cpu=2 memory=4Gi pods=10 ephemeral-storage=10Gi"), Node("b")),
        Of("hugepages", Build(100, 64, ("hugepages-2Mi", 4L << 20)), Node("a", "cpu=2 memory=4Gi pods=10 hugepages-2Mi=12Mi"), Node("b")),
        Of("host-port", Ports(new HostPort("", "TCP", 8080)), Node("a"), Node("b"), Pod("b", HostPort("""{"containerPort":80,"hostPort":8080,"hostIP":"10.0.0.1"}"""))),
        Of("host-port-addresses", Ports(new HostPort("10.0.0.2", "TCP", 8080)), Node("a"), Node("b"), Pod("a", HostPort("""{"containerPort":80,"hostPort":8080,"hostIP":"10.0.0.1"}""")), Pod("b", HostPort("""{"containerPort":80,"hostPort":8080,"hostIP":"0.0.0.0"}"""))),
        Of("host-port-protocols", Ports(new HostPort("", "UDP", 8080)), Node("a"), Node("b"), Pod("a", HostPort("""{"containerPort":80,"hostPort":8080}""")), Pod("b", HostPort("""{"containerPort":80,"hostPort":8080,"protocol":"UDP"}"""))),
        Of("host-port-of-init-containers", Ports(new HostPort("", "TCP", 8080)), Node("a"), Node("b"), Pod("a", InitPort("")), Pod("b", InitPort(""","restartPolicy":"Always" """))),
        Of("host-network", Ports(new HostPort("", "TCP", 8080)), Node("a"), Node("b"), Pod("a", """{"hostNetwork":true,"containers":[{"name":"c","ports":[{"containerPort":8080}]}]}""")),
        Of("init-container", Build() with { InitContainers = [Container("init", 1500, 64)] }, Node("a"), Node("b", "cpu=1 memory=4Gi pods=10")),
        Of("sidecars", Build(50, 50) with { InitContainers = [Container("s1", 100, 100) with { Sidecar = true }, Container("i", 300, 300), Container("s2", 500, 20) with { Sidecar = true }] }, Node("a")),
        Of("used-by-sidecars", Build(), Node("a"), Pod("a", """{"initContainers":[{"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"100m"}}},{"name":"i","resources":{"requests":{"cpu":"950m"}}}],"containers":[{"name":"c","resources":{"requests":{"cpu":"400m"}}}]}""")),
        Of("used-pod-level", Build(), Node("a"), Pod("a", """{"resources":{"requests":{"cpu":"1100m"}},"containers":[{"name":"c","resources":{"requests":{"cpu":"100m"}}}]}""")),
        Of("used-pod-level-limit", Build(), Node("a"), Pod("a", """{"resources":{"limits":{"cpu":"1100m"}},"containers":[{"name":"c"}]}""")),
        Of("used-fractions", Build(1, 1), Node("a", "cpu=4m memory=4Gi pods=10"), Used("a", "cpu=1100u"), Used("a", "cpu=0.0001")),
        Of("resize-pending", Build(), Node("a"), Used("a", "cpu=1200m", Resized("1", "1"))),
        Of("resize-down", Build(), Node("a"), Used("a", "cpu=500m", Resized("500m", "1200m"))),
        Of("resize-infeasible", Build(), Node("a"), Used("a", "cpu=1900m", Resized("500m", "500m", """[{"type":"PodResizePending","status":"True","reason":"Infeasible"}]"""))),
        Of("resizes-add-up", Build(), Node("a", "cpu=4 memory=4Gi pods=10"), Pod(
            "a",
            """{"containers":[{"name":"c","resources":{"requests":{"cpu":"2"}}},{"name":"d","resources":{"requests":{"cpu":"500m"}}}]}""",
            """{"phase":"Running","containerStatuses":[{"name":"c","image":"a","imageID":"","ready":true,"restartCount":0,"allocatedResources":{"cpu":"1"},"resources":{"requests":{"cpu":"1"}}},{"name":"d","image":"a","imageID":"","ready":true,"restartCount":0,"allocatedResources":{"cpu":"1500m"},"resources":{"requests":{"cpu":"1500m"}}}]}""")),
        Of("resize-pod-level", Build(), Node("a"), Pod(
            "a",
            """{"resources":{"requests":{"cpu":"500m"}},"containers":[{"name":"c","resources":{"requests":{"cpu":"100m"}}}]}""",
            """{"phase":"Running","allocatedResources":{"cpu":"500m"},"resources":{"requests":{"cpu":"1100m"}}}""")),
        Of("resize-pod-status-only", Build(), Node("a"), Pod(
            "a",
            """{"containers":[{"name":"c","resources":{"requests":{"cpu":"500m"}}}]}""",
            """{"phase":"Running","allocatedResources":{"cpu":"500m"},"resources":{"requests":{"cpu":"1100m"}}}""")),
        Of("runtime-class", Build() with { RuntimeClassName = "heavy", Tolerations = [] }, Node("a", labels: "heavy=true", taints: "heavy=true:NoSchedule"), Node("b")) with
        {
            Manifest = """
                apiVersion: node.k8s.io/v1
                kind: RuntimeClass
                metadata: {name: heavy}
                handler: heavy
                overhead: {podFixed: {cpu: 250m, memory: 120Mi}}
                scheduling: {nodeSelector: {heavy: "true"}, tolerations: [{key: heavy, operator: Exists}]}
                """,
        },
        Of("nothing-fits", Build(4000), Node("a"), Node("b", cordoned: true), Node("c", "cpu=8 memory=8Gi pods=10", taints: "x:NoSchedule"), Node("d", "cpu=8 memory=8Gi pods=1"), Used("d", "cpu=1m")),
    ];

    private static BuildShape Affine(params IEnumerable<string> terms) => Build() with { RequiredNodeAffinity = [.. terms.Select(Term)] };

    private static BuildShape Ports(HostPort port)
        => Build() is var shape ? shape with { Containers = [shape.Containers[0] with { HostPorts = [port] }] } : shape;

    private static ContainerShape Container(string name, long milliCpu, long mebibytes)
        => Build(milliCpu, mebibytes).Containers[0] with { Name = name };

    private static string HostPort(string port) => $$"""{"containers":[{"name":"c","ports":[{{port}}]}]}""";

    private static string InitPort(string more)
        => $$"""{"initContainers":[{"name":"i","ports":[{"containerPort":80,"hostPort":8080}]{{more}} }],"containers":[{"name":"c"}]}""";

    private static string Resized(string allocated, string actual, string conditions = "[]")
        => $$"""
            {"phase":"Running","conditions":{{conditions}},"containerStatuses":[{"name":"c","image":"a","imageID":"","ready":true,"restartCount":0,
             "allocatedResources":{"cpu":"{{allocated}}"},"resources":{"requests":{"cpu":"{{actual}}"} } }]}
            """;

    private static ImmutableSortedDictionary<string, string> Labels(params IEnumerable<(string Key, string Value)> labels)
        => labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value);
}
