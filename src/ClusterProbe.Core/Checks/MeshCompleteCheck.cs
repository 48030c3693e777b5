using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP3001: half a mesh is worse than none, because labels then promise proxies that nobody injects or serves.</summary>
internal sealed class MeshCompleteCheck : Check
{
    private const string NoMesh = nameof(NoMesh);
    private const string Installed = nameof(Installed);
    private const string ExternalControlPlane = nameof(ExternalControlPlane);
    private const string LeftoverDefinitions = nameof(LeftoverDefinitions);
    private const string MissingDefinitions = nameof(MissingDefinitions);
    private const string ControlPlaneNotReady = nameof(ControlPlaneNotReady);
    private const string InjectorWithoutControlPlane = nameof(InjectorWithoutControlPlane);
    private const string NothingInjects = nameof(NothingInjects);

    public override string Code => "CP3001";

    public override string Title => "the mesh is complete or absent";

    public override Category Category => Category.Mesh;

    public override ImmutableArray<FactKind> Needs => [FactKind.Server, FactKind.BuildNamespaces, FactKind.AdmissionProbes, FactKind.Mesh];

    public override ImmutableArray<string> Reasons =>
        [NoMesh, Installed, ExternalControlPlane, LeftoverDefinitions, MissingDefinitions, ControlPlaneNotReady, InjectorWithoutControlPlane, NothingInjects];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var facts = context.Facts;
        var presence = MeshEvidence.PresenceIn(facts);
        var others = MeshEvidence.OtherMeshes(facts).Select(name => $"signs of another mesh: {name}");
        yield return Installation(context, presence) with { Evidence = [.. Evidence(facts.Mesh), .. others] };
        if (presence is MeshPresence.Absent or MeshPresence.Unknown) yield break;
        foreach (var build in facts.BuildNamespaces.Where(build => AsksForSidecars(build) && GetsNone(context, build)))
        {
            yield return Warn(
                Subject.ForNamespace(build.Name),
                NothingInjects,
                $"Namespace {build.Name} asks for sidecars ({AskingLabels(build)}), and no injector answers to that: build pods get none.") with
            {
                Remediation = new($"Use a revision or tag that is installed, or remove the label from namespace {build.Name}."),
            };
        }
    }

    private Finding Installation(CheckContext context, MeshPresence presence)
    {
        var mesh = context.Facts.Mesh;
        switch (presence)
        {
            case MeshPresence.Absent:
                return Pass(Subject.Cluster, NoMesh, "Istio is not installed.");
            case MeshPresence.LeftoverDefinitions:
                return Warn(Subject.Cluster, LeftoverDefinitions, "Istio's API definitions are there without a control plane or an injector: its policies have no effect.") with
                {
                    Remediation = new("Remove the definitions (istioctl uninstall --purge leaves them), or install Istio completely."),
                };
            case MeshPresence.Unknown:
                return NotEvaluated(Subject.Cluster, "Whether Istio is installed", WhyUnknown(mesh));
        }

        if (!mesh.ControlPlanes.IsKnown(out var planes)) return NotEvaluated(Subject.Cluster, "Istio's control plane", WhyUnknown(mesh));
        if (planes.Items.Any(plane => plane.Ready))
        {
            return mesh.PeerAuthentications.IsAbsent
                ? Warn(Subject.Cluster, MissingDefinitions, "Istio's control plane runs without its API definitions: no policy can be set.") with
                {
                    Remediation = new("Install the definitions of the same version (Helm chart istio/base)."),
                }
                : Pass(Subject.Cluster, Installed, "Istio is installed, and its control plane is ready.");
        }

        if (planes.Items.IsEmpty && (MeshEvidence.InjectsSidecars(context.Facts) || InjectorsAreOutside(mesh)))
        {
            return Pass(Subject.Cluster, ExternalControlPlane, "Sidecars are injected by a control plane that is not in this cluster, or not visible in it.");
        }

        var wanted = context.Facts.BuildNamespaces.Where(build => context.Profile.Shapes.Any(shape => Predicts(context, build, shape))).Select(build => build.Name).ToList();
        return Report(
            wanted.Count > 0 ? FindingStatus.Fail : FindingStatus.Warn,
            Subject.Cluster,
            planes.Items.IsEmpty ? InjectorWithoutControlPlane : ControlPlaneNotReady,
            (planes.Items.IsEmpty ? "An injector of Istio is registered, and there is no control plane behind it" : "Istio's control plane is not ready")
                + (wanted.Count > 0 ? $": pods in {string.Join(", ", wanted)} are refused or never start." : ": namespaces that ask for sidecars get no pods.")) with
        {
            Remediation = new(planes.Items.IsEmpty
                ? "Remove the injector's MutatingWebhookConfiguration, or install the control plane that it belongs to."
                : "Find out why istiod is not ready: kubectl get pods -A -l app=istiod"),
        };
    }

    private static UnknownCause WhyUnknown(MeshFacts mesh)
        => mesh.ControlPlanes.IsUnknown(out var cause) || mesh.Injectors.IsUnknown(out cause) || mesh.PeerAuthentications.IsUnknown(out cause)
            ? cause
            : UnknownCause.NotCollected;

    private static IEnumerable<string> Evidence(MeshFacts mesh)
    {
        if (mesh.PeerAuthentications.IsKnown(out var policies)) yield return $"{policies.ApiVersion} is served, {policies.Items.Length} PeerAuthentications";
        if (mesh.ControlPlanes.IsKnown(out var planes))
        {
            foreach (var plane in planes.Items)
            {
                yield return $"istiod in {plane.Namespace}: revision {plane.Revision}, version {(plane.Version.Length == 0 ? "unknown" : plane.Version)}, {(plane.Ready ? "ready" : "not ready")}";
            }
        }

        if (!mesh.Injectors.IsKnown(out var injectors)) yield break;
        foreach (var configuration in injectors.Items.Select(webhook => webhook.Configuration).Distinct()) yield return $"injector: MutatingWebhookConfiguration {configuration}";
    }

    private static bool InjectorsAreOutside(MeshFacts mesh)
        => mesh.Injectors.IsKnown(out var injectors) && !injectors.Items.IsEmpty && injectors.Items.All(webhook => webhook.ServiceNamespace.Length == 0);

    private static bool Predicts(CheckContext context, BuildNamespaceFacts build, BuildShape shape)
        => context.Facts.Mesh.Injectors.IsKnown(out var injectors)
            && build.Namespace.IsKnown(out var known)
            && Injection.Predict(injectors.Items, build.Name, known.Labels, new PodToInject(shape.Labels, shape.Annotations, shape.HostNetwork)) is not null;

    private static bool AsksForSidecars(BuildNamespaceFacts build)
        => build.Namespace.IsKnown(out var known)
            && (known.Labels.TryGetValue("istio-injection", out var injection) ? injection == "enabled" : known.Labels.ContainsKey("istio.io/rev"));

    private static bool GetsNone(CheckContext context, BuildNamespaceFacts build)
        => context.Facts.Mesh.Injectors.IsKnown(out var injectors)
            && build.Namespace.IsKnown(out var known)
            && Injection.Predict(injectors.Items, build.Name, known.Labels, PodToInject.Plain) is null
            && !context.Facts.AdmissionProbes.Any(probe => probe.Namespace == build.Name
                && probe.Answer.IsKnown(out var answer) && answer.Pod is { } pod && MeshMembership.HasSidecar(pod));

    private static string AskingLabels(BuildNamespaceFacts build)
        => build.Namespace.IsKnown(out var known)
            ? string.Join(", ", known.Labels.Where(label => label.Key is "istio-injection" or "istio.io/rev").Select(label => $"{label.Key}={label.Value}"))
            : "";
}
