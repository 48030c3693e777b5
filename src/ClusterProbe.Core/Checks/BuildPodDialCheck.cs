using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP3002: a CI system that dials build pods by their address gets through the mesh.</summary>
internal sealed class BuildPodDialCheck : Check
{
    private const string NotReadyPodsHidden = nameof(NotReadyPodsHidden);
    private const string NotNeeded = nameof(NotNeeded);
    private const string NoMesh = nameof(NoMesh);
    private const string OtherMesh = nameof(OtherMesh);
    private const string NamespaceMissing = nameof(NamespaceMissing);

    public override string Code => "CP3002";

    public override string Title => "the CI system reaches build pods through the mesh";

    public override Category Category => Category.Mesh;

    public override ImmutableArray<FactKind> Needs => [FactKind.Server, FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes, FactKind.Mesh];

    public override ImmutableArray<string> Reasons =>
        [.. Enum.GetNames<ReachReason>(), NotReadyPodsHidden, NotNeeded, NoMesh, OtherMesh, NamespaceMissing];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (HarnessPod.DialledPort(context.Profile.CiSystem) is not { } port)
        {
            return [Skip(Subject.Cluster, NotNeeded, $"{BuiltInProfiles.NameOf(context.Profile.CiSystem)} does not dial build pods: it talks to them through the API server, or they call it.")];
        }

        if (MeshEvidence.PresenceIn(context.Facts) is MeshPresence.Absent or MeshPresence.LeftoverDefinitions) return [WithoutIstio(context.Facts)];
        return context.Facts.BuildNamespaces.SelectMany(build => build.Namespace.IsAbsent
            ? [Skip(Subject.ForNamespace(build.Name), NamespaceMissing, $"Namespace {build.Name} does not exist.")]
            : Evaluate(context, build, port));
    }

    private Finding WithoutIstio(ClusterFacts facts)
    {
        ImmutableArray<string> others = [.. MeshEvidence.OtherMeshes(facts)];
        return others.IsEmpty
            ? Skip(Subject.Cluster, NoMesh, "Istio is not installed.")
            : Skip(Subject.Cluster, OtherMesh, $"Istio is not installed. There are signs of {string.Join(" and ", others)}, whose policies are not evaluated.");
    }

    private IEnumerable<Finding> Evaluate(CheckContext context, BuildNamespaceFacts build, int port)
    {
        ImmutableArray<PlannedPod> pods = [.. context.Profile.Shapes.Select(shape => PlannedPod.Of(context, build, shape))];
        var dial = new Dial(context, pods, port);
        var fix = new DialFix(context.Facts.Mesh, context.Profile);
        var findings = pods.Select(pod => Describe(dial.Judge(pod)[0], fix, port)).ToList();
        return findings.DistinctBy(finding => (finding.Status, finding.Message)).Count() == 1
            ? findings.Take(1)
            : findings.Zip(pods, (finding, pod) => finding with { Subject = new Subject("pod", pod.Shape, build.Name) });
    }

    private Finding Describe(DialVerdict verdict, DialFix fix, int port)
    {
        var subject = Subject.ForNamespace(verdict.Pod.Workload.Namespace);
        var reason = verdict.Reachability.Reason;
        var message = $"{MeshWords.For(verdict, port)}.{(verdict.Pod.IsPredicted ? " Predicted from labels and webhooks: no dry run was admitted." : "")}";
        var finding = verdict switch
        {
            { Reachability.Reach: Reach.Unknown, Cause: { } cause } => NotEvaluated(subject, $"Whether the delegate reaches port {port} of build pods", cause),
            { Reachability.Reach: Reach.Unknown } => Report(FindingStatus.Error, subject, reason.ToString(), message),
            { Reachability.Reach: Reach.Blocked, Case.Connection.Coverage: CoverageGrade.CoversButNotReadyHidden } when reason is ReachReason.NoHeadlessService or ReachReason.NotInRegistry
                => Warn(subject, NotReadyPodsHidden, message),
            { Reachability.Reach: Reach.Blocked } => Fail(subject, reason.ToString(), message),
            { Case.Connection: { Caller: DataPlane.Sidecar, OutboundExcluded: false } } when reason == ReachReason.PortBypassesProxy
                => Warn(subject, reason.ToString(), message),
            _ => Pass(subject, reason.ToString(), message),
        };
        return finding with
        {
            Evidence = verdict.Evidence(port),
            Remediation = finding.Status is FindingStatus.Pass || finding.Remediation is not null ? finding.Remediation : FixFor(verdict, fix),
        };
    }

    /// <summary>What is not known may be learned; only what is known to be wrong has a fix.</summary>
    private static Remediation? FixFor(DialVerdict verdict, DialFix fix) => verdict.Cause is null ? fix.For(verdict) : null;
}
