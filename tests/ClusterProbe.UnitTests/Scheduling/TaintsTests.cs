using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.UnitTests.Scheduling;

internal sealed class TaintsTests
{
    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case("T01", [], "", true),
        Case("T02", [], "ci=true:NoSchedule", false),
        Case("T03", [], "ci=true:PreferNoSchedule", true),
        Case("T04", [new("ci", "Equal", "true", "NoSchedule")], "ci=true:NoSchedule", true),
        Case("T05", [new("ci", "Equal", "false", "NoSchedule")], "ci=true:NoSchedule", false),
        Case("T06", [new("ci", "Exists")], "ci=true:NoExecute", true),
        Case("T07", [new("", "Exists")], "ci=true:NoExecute x:NoSchedule", true),
        Case("T08", [new("ci", "Exists", "", "NoSchedule")], "ci=true:NoExecute", false),
        Case("T09", [new("ci", "", "true")], "ci=true:NoExecute", true),
        Case("T10", [new("ci", "Exists")], "ci=true:NoSchedule node.kubernetes.io/disk-pressure:NoSchedule", false),
        Case("T11", [new("key1", "Equal", "value1", "NoSchedule")], "key1=value1:NoSchedule key2=value2:NoSchedule", false),
        Case("T12", [new("key1", "Equal", "value1", "NoSchedule"), new("key2", "Equal", "value2", "NoSchedule")], "key1=value1:NoSchedule key2=value2:NoSchedule", true),
        Case("numeric operators are off", [new("level", "Gt", "5")], "level=7:NoSchedule", false),
        Case("unknown operator", [new("ci", "In", "true")], "ci=true:NoSchedule", false),
        Case("Equal without a value is the empty one", [new("ci", "Equal")], "ci:NoSchedule", true),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void FirstUntolerated_Taints_AsTheSchedulerDecides(ImmutableArray<Toleration> tolerations, string taints, bool schedulable)
        => Assert.That(Taints.FirstUntolerated(Parse(taints), tolerations) is null, Is.EqualTo(schedulable));

    private static IEnumerable<Taint> Parse(string text)
        => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(taint => taint.Split('=', ':') is { Length: 3 } parts
            ? new Taint(parts[0], parts[1], parts[2])
            : new Taint(taint.Split(':')[0], "", taint.Split(':')[1]));

    private static TestCaseData Case(string name, ImmutableArray<Toleration> tolerations, string taints, bool schedulable)
        => new TestCaseData(tolerations, taints, schedulable).SetArgDisplayNames(name);
}
