using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP3003: containers that Docker starts inside a build pod reach the network although the pod is in the mesh.</summary>
/// <remarks>Traffic from <c>docker0</c> looks like inbound traffic to Istio's capture rules, and breaks (istio/istio#33941).</remarks>
internal sealed class DockerInMeshCheck : Check
{
    private const string NoMesh = nameof(NoMesh);
    private const string NotNeeded = nameof(NotNeeded);
    private const string NamespaceMissing = nameof(NamespaceMissing);
    private const string OutsideMesh = nameof(OutsideMesh);
    private const string Rerouted = nameof(Rerouted);
    private const string DockerTrafficCaptured = nameof(DockerTrafficCaptured);

    private const string Annotation = "istio.io/reroute-virtual-interfaces";
    private const string OldAnnotation = "traffic.sidecar.istio.io/kubevirtInterfaces";

    public override string Code => "CP3003";

    public override string Title => "Docker works inside build pods that are in the mesh";

    public override Category Category => Category.Mesh;

    public override ImmutableArray<FactKind> Needs => [FactKind.Server, FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes, FactKind.Mesh];

    public override ImmutableArray<string> Reasons => [NoMesh, NotNeeded, NamespaceMissing, OutsideMesh, Rerouted, DockerTrafficCaptured];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var shapes = ShapesWithDocker(context.Profile);
        if (shapes.IsEmpty) return [Skip(Subject.Cluster, NotNeeded, "No build needs Docker inside its pod.")];
        if (MeshEvidence.PresenceIn(context.Facts) is MeshPresence.Absent or MeshPresence.LeftoverDefinitions) return [Skip(Subject.Cluster, NoMesh, "Istio is not installed.")];
        return context.Facts.BuildNamespaces.SelectMany(build => Evaluate(context, build, shapes));
    }

    private IEnumerable<Finding> Evaluate(CheckContext context, BuildNamespaceFacts build, ImmutableArray<BuildShape> shapes)
    {
        if (build.Namespace.IsAbsent) return [Skip(Subject.ForNamespace(build.Name), NamespaceMissing, $"Namespace {build.Name} does not exist.")];
        var findings = shapes.Select(shape => Describe(build.Name, PlannedPod.Of(context, build, shape))).ToList();
        return findings.DistinctBy(finding => (finding.Status, finding.Message)).Count() == 1
            ? findings.Take(1)
            : findings.Zip(shapes, (finding, shape) => finding with { Subject = new Subject("pod", shape.Name, build.Name) });
    }

    private Finding Describe(string @namespace, PlannedPod pod)
    {
        var subject = Subject.ForNamespace(@namespace);
        if (pod.DataPlane is null) return NotEvaluated(subject, "Whether build pods are in the mesh", pod.Cause ?? UnknownCause.NotCollected);
        var finding = pod switch
        {
            { DataPlane: DataPlane.None } => Skip(subject, OutsideMesh, $"Build pods in {@namespace} are outside the mesh."),
            _ when Reroutes(pod.Annotations) => Pass(subject, Rerouted, $"Istio leaves the traffic of docker0 in build pods in {@namespace} alone."),
            _ => Warn(subject, DockerTrafficCaptured, $"Istio captures the traffic of docker0 in build pods in {@namespace}: containers that Docker starts in them have no network.") with
            {
                Remediation = new($"Put the annotation {Annotation}: docker0 on the build pods (in Harness: the stage's infrastructure, annotations). User-defined Docker networks need a fixed name, com.docker.network.bridge.name, listed there too."),
            },
        };
        return finding with { Evidence = [$"build pod of shape {pod.Shape}: {pod.Source}"] };
    }

    private static bool Reroutes(ImmutableSortedDictionary<string, string> annotations)
        => new[] { Annotation, OldAnnotation }.Any(key => annotations.GetValueOrDefault(key, "").Split(',', StringSplitOptions.TrimEntries).Contains("docker0"));

    private static ImmutableArray<BuildShape> ShapesWithDocker(Profile profile)
    {
        ImmutableArray<BuildShape> privileged = [.. profile.Shapes.Where(shape => shape.Containers.Concat(shape.InitContainers).Any(container => container.Privileged))];
        return privileged.IsEmpty && profile.Require.Contains(Capability.DockerInDocker) ? profile.Shapes : privileged;
    }
}
