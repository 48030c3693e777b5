using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Outcomes of checks.</summary>
internal static class SampleChecks
{
    public static ImmutableArray<CheckStatusEntry> Mixed { get; } =
    [
        new("CP1001", "build pods are admitted", "admission", "pass", "Build pods are admitted in ci-builds and ci-trusted as they are."),
        new("CP1002", "privileged build pods are admitted", "admission", "fail", "Pod Security \"restricted\" on namespace ci-builds refuses privileged containers."),
        new("CP2001", "the platform is recognised", "platform", "pass", "GKE Standard, by 3 signals."),
        new("CP3001", "the mesh leaves build pods alone", "mesh", "pass", "No sidecar is injected into build pods."),
        new("CP3002", "the delegate reaches build pods through Istio mTLS", "mesh", "fail", "STRICT applies to ci-builds."),
        new("CP4001", "the CI identity may do what builds need", "rbac", "error", "This user may not create subjectaccessreviews."),
        new("CP5001", "a build pod fits now", "capacity", "pass", "41 slots on 12 of 15 nodes (2 cordoned, 1 tainted gpu=true)."),
        new("CP5004", "build pods survive node scale-down", "capacity", "warn", "41 slots are on nodes whose autoscaler may evict build pods."),
        new("CP6004", "Windows builds have nodes", "ci-system", "skip", "No build shape of the profile is for Windows."),
        new("CP7003", "the MTU is the same on all nodes", "nodes", "warn", "12 of 15 nodes agree on mtu 1500."),
    ];

    public static ImmutableArray<CheckStatusEntry> Passing { get; } =
        [.. Mixed.Select(check => check with { Status = check.Status == "skip" ? "skip" : "pass", Message = "" })];
}
