using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Planning;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Mesh;

/// <summary>A build pod before it exists, as a mesh will see it.</summary>
/// <param name="Shape">The name of the build shape.</param>
/// <param name="Workload">Its namespace and labels.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="DataPlane">What will carry its traffic; null when it can't be told.</param>
/// <param name="Source">Where that is known from, or why it is not; the end of a sentence.</param>
public sealed record PlannedPod(
    string Shape, Workload Workload, ImmutableSortedDictionary<string, string> Annotations, DataPlane? DataPlane, string Source)
{
    /// <summary>The revision of the control plane that serves its proxy; null when it can't be told.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether callers may use the mesh's mutual TLS to it.</summary>
    public bool AcceptsMutualTls { get; init; }

    /// <summary>Whether its data plane is predicted from labels and webhooks only.</summary>
    public bool IsPredicted { get; init; }

    /// <summary>Why its data plane is not known; null when it is.</summary>
    public UnknownCause? Cause { get; init; }

    /// <summary>
    /// The build pod of a shape: by the API server's answer to a dry run where there is one, else predicted from labels and webhooks.
    /// </summary>
    /// <param name="context">The facts and the profile.</param>
    /// <param name="build">The build namespace.</param>
    /// <param name="shape">The shape.</param>
    public static PlannedPod Of(CheckContext context, BuildNamespaceFacts build, BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(shape);
        var answer = AnswerFor(context.Facts, build.Name, shape.Name);
        var workload = WorkloadOf(context.Profile, build.Name, shape, answer?.Labels ?? shape.Labels);
        var namespaceLabels = build.Namespace.IsKnown(out var known) ? known.Labels : ImmutableSortedDictionary<string, string>.Empty;
        var planned = new PlannedPod(shape.Name, workload, answer?.Annotations ?? shape.Annotations, null, "")
        {
            Revision = PredictedRevision(context.Facts.Mesh, build.Name, namespaceLabels, workload, shape),
        };
        if (answer is not null && MeshMembership.HasSidecar(answer))
        {
            return planned with
            {
                DataPlane = Mesh.DataPlane.Sidecar,
                Source = "the answer to a dry run has the sidecar istio-proxy",
                Revision = MeshMembership.RevisionOf(answer) ?? planned.Revision,
                AcceptsMutualTls = MeshMembership.AcceptsMutualTls(answer),
            };
        }

        if (build.Namespace.IsUnknown(out var cause)) return planned with { Cause = cause, Source = "the namespace's labels are not known" };
        if (!shape.HostNetwork && MeshMembership.IsAmbient(workload.Labels, namespaceLabels))
        {
            return planned with { DataPlane = Mesh.DataPlane.Ambient, Source = "a label enrols it in the ambient mesh", Revision = null };
        }

        if (answer is not null) return planned with { DataPlane = Mesh.DataPlane.None, Source = "the answer to a dry run has no sidecar" };
        if (context.Facts.Mesh.Injectors.IsUnknown(out cause)) return planned with { Cause = cause, Source = "no dry run was admitted, and the injectors could not be read" };
        var injected = planned.Revision is not null;
        if (!injected && UnforeseenChanges(context, build, shape) is { Makers.IsEmpty: false } unseen)
        {
            return planned with
            {
                Cause = unseen.Cause with { Detail = $"no dry run was answered, and the pod may be changed by {string.Join(" and ", unseen.Makers)}" },
                Source = unseen.Reservation,
            };
        }

        return planned with
        {
            IsPredicted = true,
            DataPlane = injected ? Mesh.DataPlane.Sidecar : Mesh.DataPlane.None,
            Source = $"predicted from labels and webhooks, because no dry run was admitted: {(injected ? "a sidecar" : "no sidecar")}",
            AcceptsMutualTls = injected && MeshMembership.WillAcceptMutualTls(workload.Labels),
        };
    }

    private static string? PredictedRevision(
        MeshFacts mesh, string @namespace, ImmutableSortedDictionary<string, string> namespaceLabels, Workload workload, BuildShape shape)
        => mesh.Injectors.IsKnown(out var injectors)
            ? Injection.Predict(injectors.Items, @namespace, namespaceLabels, new PodToInject(workload.Labels, shape.Annotations, shape.HostNetwork))
            : null;

    /// <summary>What may be done to the pod unseen, beside what the known injectors of sidecars do.</summary>
    private static UnseenChanges? UnforeseenChanges(CheckContext context, BuildNamespaceFacts build, BuildShape shape)
        => UnseenChanges.ByWebhooks(context.Facts, context.Profile, build.Name, shape)?
            .Except(context.Facts.Mesh.Injectors.IsKnown(out var injectors) ? injectors.Items.Select(webhook => webhook.Configuration).Distinct() : []);

    private static PodView? AnswerFor(ClusterFacts facts, string @namespace, string shape)
        => facts.AdmissionProbes
            .Where(probe => probe.Namespace == @namespace && probe.Shape == shape)
            .OrderByDescending(probe => probe.Variant == ProbeVariant.AsBuilt)
            .Select(probe => probe.Answer.IsKnown(out var answer) ? answer.Pod : null)
            .FirstOrDefault(pod => pod is not null);

    private static Workload WorkloadOf(
        Profile profile, string @namespace, BuildShape shape, ImmutableSortedDictionary<string, string> labels)
    {
        if (profile.CiSystem != CiSystem.Harness) return new Workload(@namespace, labels);
        var open = new List<string>();
        foreach (var (key, value) in HarnessPod.AutomaticLabels(profile.Harness ?? new HarnessSettings()))
        {
            if (shape.Labels.ContainsKey(key)) continue;
            labels = value is { Length: > 0 } && HarnessLabel.IsKept(value) ? labels.SetItem(key, value) : labels.Remove(key);
            if (value is not { Length: > 0 }) open.Add(key);
        }

        return new Workload(@namespace, labels) { OpenLabels = [.. open] };
    }
}
