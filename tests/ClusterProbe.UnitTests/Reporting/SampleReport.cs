using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>A report in which every kind of finding occurs.</summary>
internal static class SampleReport
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static string ServiceManifest { get; } = YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", new (string, object)[] { ("name", "harness-build-pods"), ("namespace", "ci-builds") }),
        ("spec", new (string, object)[] { ("clusterIP", "None") }));

    public static Report Mixed { get; } = Of(
        Finding("CP1001", "build pods are admitted", FindingStatus.Pass, Subject.ForNamespace("ci-builds"), "Build pods are admitted in ci-builds as they are."),
        Finding("CP1002", "privileged build pods are admitted", FindingStatus.Fail, Subject.ForNamespace("ci-builds"), "Pod Security \"restricted\" on namespace ci-builds refuses privileged containers.") with
        {
            Reason = "PodSecurity",
            RequiredBy = "docker-in-docker",
            Evidence = ["pods \"probe\" is forbidden: violates PodSecurity \"restricted:latest\": privileged (container \"dind\" must not set securityContext.privileged=true)"],
            Remediation = new Remediation("Let namespace ci-builds admit privileged pods, or build with rootless Buildah.", FixKind.PodSecurityLevel, LabelManifest("ci-builds")),
        },
        Finding("CP1002", "privileged build pods are admitted", FindingStatus.Pass, Subject.ForNamespace("ci-trusted"), "Privileged build pods are admitted in ci-trusted."),
        Finding("CP1002", "privileged build pods are admitted", FindingStatus.Error, Subject.ForNamespace("ci-other"), "The answer to a privileged pod in ci-other: the request timed out after 10 s.") with
        {
            Reason = "TimedOut",
            RequiredBy = "docker-in-docker",
        },
        Finding("CP3001", "the mesh leaves build pods alone", FindingStatus.Skip, Subject.Cluster, "Neither Istio nor another mesh is installed."),
        Finding("CP3002", "the delegate reaches build pods through Istio mTLS", FindingStatus.Fail, Subject.ForNamespace("ci-builds"), "STRICT applies to ci-builds (PeerAuthentication istio-system/default), and no headless Service covers port 20001.") with
        {
            Remediation = new Remediation("Create the headless Service that covers the build pods.", FixKind.HeadlessService, ServiceManifest),
        },
        Finding("CP4001", "the CI identity may create build pods", FindingStatus.Error, Subject.ForServiceAccount("harness-delegate-ng", "default"), "The answers about the CI identity: this user may not create subjectaccessreviews.") with
        {
            Reason = "NotPermitted",
            Evidence = ["subjectaccessreviews.authorization.k8s.io is forbidden: User \"jane\" cannot create resource \"subjectaccessreviews\" in API group \"authorization.k8s.io\" at the cluster scope"],
            Remediation = new Remediation("Grant \"create subjectaccessreviews.authorization.k8s.io\" to the identity that runs this check, or run it as one that has it."),
        },
        Finding("CP5001", "a build pod fits now", FindingStatus.Pass, Subject.Cluster, "41 slots on 12 of 15 nodes (2 cordoned, 1 tainted gpu=true)."),
        Finding("CP5004", "build pods survive node scale-down", FindingStatus.Warn, Subject.Cluster, "41 slots are on nodes whose autoscaler may evict build pods.") with { Required = false },
        Finding("CP6003", "no label of the build pods is dropped", FindingStatus.Fail, Subject.ForNamespace("ci-builds"), "The project id \"a\" is dropped as a label of build pods in ci-builds.") with
        {
            Waiver = new Waiver("CP6003", null, "renamed with the next quarter's projects", "team-ci", new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero)),
        },
        Finding("CP6004", "Windows builds have nodes whose build number is that of their images", FindingStatus.Skip, Subject.Cluster, "No build shape of the profile is for Windows, so that nodes with Windows are not looked at and nothing depends on them."),
        NodeSkip("CP7001", "nodes have the control groups that builds need"),
        NodeSkip("CP7002", "nodes support overlay file systems"),
        NodeSkip("CP7003", "nodes have iptables or nftables for nested containers"));

    private static Finding NodeSkip(string code, string title)
        => Finding(code, title, FindingStatus.Skip, Subject.Cluster, "Evaluated on each node by the agent, which is not installed here.") with { Reason = "NotInstalled", Required = false };

    public static Report Of(params Finding[] findings)
    {
        var evaluation = new Evaluation([.. findings]);
        return new Report
        {
            ToolVersion = "0.1.0",
            ProfileName = "harness",
            CollectedAt = Now,
            Source = "prod-east",
            ServerVersion = "v1.37.2",
            Platform = new PlatformSummary("GKE Standard", "certain", ["providerID gce://", "label cloud.google.com/gke-nodepool", "version suffix -gke"]),
            Evaluation = evaluation,
            ExitCode = ExitCodes.For(evaluation, failOnWarnings: false),
            Requests = 31,
            Duration = TimeSpan.FromSeconds(1.4),
            Command = "clusterprobe check --namespace ci-builds --require docker-in-docker",
        };
    }

    public static Finding Finding(string code, string title, FindingStatus status, Subject subject, string message) => new()
    {
        Code = code,
        Title = title,
        Category = (Category)(code[2] - '1'),
        Subject = subject,
        Status = status,
        Reason = "Known",
        Message = message,
    };

    public static string LabelManifest(string name, string level = "privileged") => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Namespace"),
        ("metadata", new (string, object)[]
        {
            ("name", name),
            ("labels", new (string, object)[] { ("pod-security.kubernetes.io/enforce", level) }),
        }));
}
