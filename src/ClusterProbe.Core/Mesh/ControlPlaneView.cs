using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>The view of one control plane: which policies it sees and which namespace is its root.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Config">Its mesh configuration, or the defaults.</param>
/// <param name="Assumption">Why the configuration is assumed; null when it was read.</param>
internal sealed record ControlPlaneView(string Revision, MeshConfig Config, string? Assumption)
{
    private const string Default = "istio-system";

    /// <summary>Its root namespace.</summary>
    public string RootNamespace => Config.RootNamespace;

    /// <summary>The control planes that may serve a pod.</summary>
    /// <param name="mesh">The facts.</param>
    /// <param name="revision">The revision that the pod names; null when it names none.</param>
    public static Possible<ControlPlaneView> Of(MeshFacts mesh, string? revision)
    {
        if (!mesh.ControlPlanes.IsKnown(out var known) || known.Items.IsEmpty)
        {
            return new(For(revision ?? "default", Default, known?.Default ?? Fact.Unknown<MeshConfig>(UnknownCause.NotCollected)));
        }

        var named = known.Items.Where(plane => plane.Revision == revision).ToList();
        ImmutableArray<ControlPlaneView> views = [.. (named.Count > 0 ? named : [.. known.Items])
            .Select(plane => For(named.Count > 0 || revision is null ? plane.Revision : revision, plane.Namespace, plane.Config))
            .Distinct()
            .OrderBy(view => view.Revision, StringComparer.Ordinal)
            .ThenBy(view => view.RootNamespace, StringComparer.Ordinal)];
        return views.Length == 1
            ? new(views[0])
            : new(views, new UnknownCause(UnknownReason.Undecided, "there are several control planes, and which one serves the build pods is not known"));
    }

    private static ControlPlaneView For(string revision, string @namespace, Fact<MeshConfig> config)
        => config.IsKnown(out var known) ? new(revision, known, null)
            : new(revision, new MeshConfig(@namespace), config.IsUnknown(out var cause) ? cause.Detail : "there is no ConfigMap of the mesh");
}
