using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.UnitTests.Admission;

internal sealed class PodDiffTests
{
    private static readonly PodView Sent = new() { Containers = [Container("build", limits: Amounts(("cpu", 500)))] };

    [Test]
    public void Between_WhatEveryClusterFillsIn_IsNoChange()
        => Assert.That(
            PodDiff.Between(Sent, Sent with
            {
                Containers = [Container("build", Amounts(("cpu", 500)), Amounts(("cpu", 500)))],
                SchedulerName = "default-scheduler",
                ServiceAccountName = "default",
                Tolerations =
                [
                    new("node.kubernetes.io/not-ready", "Exists", "", "NoExecute"),
                    new("node.kubernetes.io/unreachable", "Exists", "", "NoExecute"),
                ],
            }),
            Is.Empty);

    [TestCaseSource(nameof(Changes))]
    public void Between_NamesTheChange(PodView stored, PodChangeKind kind, string text)
        => Assert.That(PodDiff.Between(Sent, stored), Is.EqualTo([new PodChange(kind, text)]));

    private static IEnumerable<TestCaseData> Changes()
    {
        var own = Container("build", Amounts(("cpu", 500)), Amounts(("cpu", 500)));
        var stored = Sent with { Containers = [own] };
        yield return Case(stored with { Containers = [own, Container("istio-proxy")] }, PodChangeKind.Container, "adds container istio-proxy");
        yield return Case(
            stored with { InitContainers = [Container("istio-proxy") with { RestartPolicy = "Always" }] }, PodChangeKind.Container, "adds native sidecar istio-proxy");
        yield return Case(stored with { Containers = [] }, PodChangeKind.Container, "removes container build");
        yield return Case(stored with { Containers = [own with { Image = "mirror/i" }] }, PodChangeKind.Image, "replaces the image of build: i becomes mirror/i");
        yield return Case(
            stored with { Containers = [own with { Requests = Amounts(("cpu", 1000)) }] }, PodChangeKind.Resources, "changes requests of build: cpu 500m becomes 1");
        yield return Case(
            stored with { Containers = [own with { Limits = Amounts(("cpu", 500), ("memory", 512 << 20)) }] },
            PodChangeKind.Resources,
            "changes limits of build: memory unset becomes 512Mi");
        yield return Case(stored with { Overhead = Amounts(("cpu", 250)) }, PodChangeKind.Resources, "changes overhead: cpu unset becomes 250m");
        yield return Case(stored with { SchedulerName = "fargate-scheduler" }, PodChangeKind.Scheduler, "sets the scheduler fargate-scheduler");
        yield return Case(stored with { RuntimeClassName = "gvisor" }, PodChangeKind.RuntimeClass, "sets the RuntimeClass gvisor");
        yield return Case(stored with { PriorityClassName = "batch" }, PodChangeKind.PriorityClass, "sets the PriorityClass batch");
        yield return Case(stored with { HostNetwork = true }, PodChangeKind.HostNetwork, "uses the node's network");
        yield return Case(stored with { NodeSelector = Map("pool", "ci") }, PodChangeKind.NodeSelector, "adds node selector pool=ci");
        yield return Case(
            stored with { Tolerations = [new("kubernetes.io/arch", "Equal", "amd64", "NoSchedule")] },
            PodChangeKind.Toleration,
            "adds toleration kubernetes.io/arch=amd64:NoSchedule");
        yield return Case(stored with { Labels = Map("team", "ci") }, PodChangeKind.Label, "adds label team=ci");
        yield return Case(stored with { Annotations = Map("openshift.io/scc", "restricted-v2") }, PodChangeKind.Annotation, "adds annotation openshift.io/scc=restricted-v2");

        static TestCaseData Case(PodView stored, PodChangeKind kind, string text) => new TestCaseData(stored, kind, text).SetArgDisplayNames(text);
    }

    private static ContainerView Container(string name, ResourceList? requests = null, ResourceList? limits = null)
        => new(name, "i", "", requests ?? ResourceList.Empty, limits ?? ResourceList.Empty);

    private static ResourceList Amounts(params (string Resource, long Amount)[] amounts)
        => new(amounts.ToImmutableSortedDictionary(amount => amount.Resource, amount => amount.Amount, StringComparer.Ordinal));

    private static ImmutableSortedDictionary<string, string> Map(string key, string value) => ImmutableSortedDictionary<string, string>.Empty.Add(key, value);
}
