using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>Statuses in which every field has a value.</summary>
internal static class FullStatus
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static ImmutableSortedDictionary<string, string> Facts { get; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("kernel", "6.1.0").Add("mtu", "1400").Add("cgroup", "v2");

    public static ClusterReadinessStatus Cluster { get; } = new()
    {
        ObservedGeneration = 1,
        Conditions = [new Condition("Ready", "False", "PodSecurity", "1 failed: refused \"privileged\" …", At, 1)],
        LastCheckedAt = At,
        DurationSeconds = 1.25,
        Requests = 31,
        CheckedBy = "clusterprobe-agent-x7f2p",
        AgentVersion = "0.1.0",
        KubernetesVersion = "v1.37.2",
        Platform = "GKE Standard (certain: 3 signals)",
        Counts = new FindingCounts(2, 1, 3, 4, 5, 23),
        SlotsNow = 41,
        Slots = [new ShapeSlots("ci", "default", 41, 80), new ShapeSlots("ci", "large", 0, 0)],
        Admission = [new ShapeAdmission("ci", "default", "declared", "admitted", ""), new ShapeAdmission("ci", "default", "privileged", "denied", "PodSecurity")],
        Nodes = new NodesStatus
        {
            Expected = 15,
            Reporting = 14,
            Summary = "14/15",
            Classes = [new NodeClassEntry(14, ["node-a", "node-b"], Facts, ["docker-in-docker", "rootless"])],
            Drift = [new DriftEntry("mtu", "1500", 12, [new DriftValue("1400", 3, ["node-c"])])],
            Silent = ["node-d"],
        },
        Findings =
        [
            new FindingStatusEntry
            {
                Code = "CP1002",
                Title = "privileged build pods are admitted",
                Category = "admission",
                SubjectKind = "pod",
                SubjectNamespace = "ci",
                SubjectName = "default",
                Status = "fail",
                Reason = "PodSecurity",
                Message = "Pod Security refuses it.",
                Evidence = ["pods \"probe\" is forbidden: …", "asked as system:serviceaccount:a:b"],
                Fix = "Label the namespace.",
                Manifest = "apiVersion: v1\nkind: Namespace\n",
                Required = true,
                Waiver = new WaiverEntry("moving", "team-ci", At.AddDays(30)),
            },
        ],
        FindingsOmitted = 7,
        Checks = [new CheckStatusEntry("CP1001", "build pods are admitted", "admission", "pass", "Namespace ci admits build pods.")],
    };

    public static NodeReadinessStatus Node { get; } = new()
    {
        Ready = "False",
        Reason = "NoOverlay",
        ObservedAt = At,
        HeartbeatSeconds = 120,
        AgentVersion = "0.1.0",
        Counts = new FindingCounts(1, 2, 3, 4, 5, 6),
        Facts = Facts,
        Checks = ImmutableSortedDictionary<string, string>.Empty.Add("CP7001", "pass").Add("CP7002", "fail").Add("CP7003", "skip"),
        Findings = [new NodeFindingEntry("CP7002", "fail", "NoOverlay", "There is no overlayfs.", "Load the module overlay.")],
    };
}
