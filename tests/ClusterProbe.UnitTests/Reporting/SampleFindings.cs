using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Findings of every severity.</summary>
internal static class SampleFindings
{
    public static ImmutableArray<FindingStatusEntry> All { get; } =
    [
        new()
        {
            Code = "CP1002",
            Title = "privileged build pods are admitted",
            Category = "admission",
            SubjectKind = "namespace",
            SubjectName = "ci-builds",
            Status = "fail",
            Reason = "PodSecurity",
            Message = "Pod Security \"restricted\" on namespace ci-builds refuses privileged containers. First blocker; others can hide behind it.",
            Evidence =
            [
                "pods \"clusterprobe-676kx\" is forbidden: violates PodSecurity \"restricted:latest\": privileged (container \"dind\" must not set securityContext.privileged=true), allowPrivilegeEscalation != false (container \"dind\" must set securityContext.allowPrivilegeEscalation=false)",
                "asked as system:serviceaccount:clusterprobe:clusterprobe-agent\nfor a pod of ServiceAccount ci-builds/default",
            ],
            Fix = "Label namespace ci-builds with pod-security.kubernetes.io/enforce=privileged, which lets every pod in it do as much; or build with rootless Buildah.",
            Manifest = SampleReport.LabelManifest("ci-builds"),
            Required = true,
        },
        new()
        {
            Code = "CP3002",
            Title = "the delegate reaches build pods through Istio mTLS",
            Category = "mesh",
            SubjectKind = "namespace",
            SubjectName = "ci-builds",
            Status = "fail",
            Reason = "StrictWithoutService",
            Message = "STRICT applies to ci-builds (PeerAuthentication istio-system/default), and no headless Service covers port 20001.",
            Fix = "Create the headless Service that covers the build pods.",
            Manifest = SampleReport.ServiceManifest,
            Required = true,
        },
        new()
        {
            Code = "CP4001",
            Title = "the CI identity may do what builds need",
            Category = "rbac",
            SubjectKind = "serviceaccount",
            SubjectNamespace = "harness-delegate-ng",
            SubjectName = "prod-delegate",
            Status = "error",
            Reason = "NotPermitted",
            Message = "The answers about the CI identity: this user may not create subjectaccessreviews.",
            Evidence = ["subjectaccessreviews.authorization.k8s.io is forbidden: User \"system:serviceaccount:clusterprobe:clusterprobe-agent\" cannot create resource \"subjectaccessreviews\" in API group \"authorization.k8s.io\" at the cluster scope"],
            Fix = "Grant \"create subjectaccessreviews.authorization.k8s.io\" to the identity that runs this check.",
            Required = true,
        },
        new()
        {
            Code = "CP5004",
            Title = "build pods survive node scale-down",
            Category = "capacity",
            SubjectKind = "cluster",
            Status = "warn",
            Reason = "MayBeEvicted",
            Message = "41 slots are on nodes whose autoscaler may evict build pods.",
            Evidence = ["Cluster Autoscaler: status ConfigMap kube-system/cluster-autoscaler-status"],
            Fix = "Annotate build pods with cluster-autoscaler.kubernetes.io/safe-to-evict=false.",
        },
        new()
        {
            Code = "CP7003",
            Title = "the MTU is the same on all nodes",
            Category = "nodes",
            SubjectKind = "cluster",
            Status = "warn",
            Reason = "Differs",
            Message = "12 of 15 nodes agree on mtu 1500; these 2 differ: pool-b-1, pool-b-2.",
        },
        new()
        {
            Code = "CP6003",
            Title = "no label of the build pods is dropped",
            Category = "ci-system",
            SubjectKind = "namespace",
            SubjectName = "ci-builds",
            Status = "fail",
            Reason = "Dropped",
            Message = "The project id \"a\" is dropped as a label of build pods in ci-builds.",
            Required = true,
            Waiver = new WaiverEntry("renamed with the next quarter's projects", "team-ci", new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero)),
        },
    ];
}
