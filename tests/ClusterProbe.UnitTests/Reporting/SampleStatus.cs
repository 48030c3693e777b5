using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Statuses of sample clusters.</summary>
internal static class SampleStatus
{
    public static ClusterReadinessStatus Failing(DateTimeOffset now) => Checked(now) with
    {
        Conditions = [new Condition("Ready", "False", "PodSecurity", "Privileged build pods are refused in ci-builds, and the mesh stops the delegate's call to build pods.", now.AddHours(-3), 3)],
        Counts = new FindingCounts(Failed: 2, Warnings: 2, Unknown: 1, Waived: 1, Skipped: 1, Passed: 23),
        SlotsNow = 0,
        Slots =
        [
            new ShapeSlots("ci-builds", "default", 41, 96),
            new ShapeSlots("ci-builds", "large", 0, 12),
            new ShapeSlots("ci-trusted", "default", 41, 96),
            new ShapeSlots("ci-trusted", "large", null, null),
        ],
        Admission =
        [
            new ShapeAdmission("ci-builds", "default", "declared", "admitted", ""),
            new ShapeAdmission("ci-builds", "default", "root", "admitted", ""),
            new ShapeAdmission("ci-builds", "default", "privileged", "denied", "PodSecurity"),
            new ShapeAdmission("ci-builds", "large", "declared", "denied", "ResourceQuota"),
            new ShapeAdmission("ci-builds", "large", "privileged", "denied", "PodSecurity"),
            new ShapeAdmission("ci-trusted", "default", "declared", "admitted", ""),
            new ShapeAdmission("ci-trusted", "default", "root", "admitted", ""),
            new ShapeAdmission("ci-trusted", "default", "privileged", "unknown", "TimedOut"),
        ],
        Nodes = SampleNodes.Drifting,
        Findings = SampleFindings.All,
        FindingsOmitted = 3,
        Checks = SampleChecks.Mixed,
        Transitions =
        [
            new Transition(now.AddMinutes(-4), "CP5004", "pass", "warn", "MayBeEvicted", "41 slots are on nodes whose autoscaler may evict build pods."),
            new Transition(now.AddHours(-3), "Ready", "True", "False", "PodSecurity", "Privileged build pods are refused in ci-builds."),
            new Transition(now.AddHours(-3), "CP1002", "pass", "fail", "PodSecurity", "Pod Security \"restricted\" on namespace ci-builds refuses privileged containers."),
            new Transition(now.AddDays(-12), "Ready", "Unknown", "True", "AllPassed", "Every required check passes."),
        ],
    };

    public static ClusterReadinessStatus Ready(DateTimeOffset now) => Checked(now) with
    {
        Conditions = [new Condition("Ready", "True", "AllPassed", "Every required check passes.", now.AddDays(-12), 3)],
        Counts = new FindingCounts(Passed: 28, Skipped: 2),
        SlotsNow = 12,
        Slots = [new ShapeSlots("ci-builds", "default", 41, 96), new ShapeSlots("ci-builds", "large", 12, 12)],
        Admission =
        [
            new ShapeAdmission("ci-builds", "default", "declared", "admitted", ""),
            new ShapeAdmission("ci-builds", "default", "root", "admitted", ""),
            new ShapeAdmission("ci-builds", "default", "privileged", "admitted", ""),
        ],
        Nodes = SampleNodes.Alike,
        Checks = SampleChecks.Passing,
        Transitions = [new Transition(now.AddDays(-12), "Ready", "Unknown", "True", "AllPassed", "Every required check passes.")],
    };

    /// <summary>What the leader writes when it can't read the spec.</summary>
    public static ClusterReadinessStatus Invalid(DateTimeOffset now) => new()
    {
        ObservedGeneration = 3,
        Conditions = [new Condition("Ready", "Unknown", "InvalidSpec", "spec.namespaces: at least one namespace is needed.", now.AddMinutes(-9), 3)],
    };

    private static ClusterReadinessStatus Checked(DateTimeOffset now) => new()
    {
        ObservedGeneration = 3,
        LastCheckedAt = now.AddSeconds(-32),
        DurationSeconds = 1.4,
        Requests = 31,
        CheckedBy = "clusterprobe-agent-x7k2p",
        AgentVersion = "0.1.0",
        KubernetesVersion = "v1.37.2",
        Platform = "GKE Standard (certain: 3 signals)",
    };
}
