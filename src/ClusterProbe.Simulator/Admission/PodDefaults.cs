using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>The defaults that a pod gets while it is decoded.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>pkg/apis/core/v1/defaults.go</c>.</remarks>
internal static class PodDefaults
{
    /// <summary>Fills in what is not set.</summary>
    public static void Fill(PodReview review)
    {
        var spec = review.Spec;
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("enableServiceLinks", true);
        foreach (var container in review.Containers) FillContainer(container);
    }

    private static void FillContainer(JsonObject container)
    {
        var image = container.Text("image");
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("imagePullPolicy", image.EndsWith(":latest", StringComparison.Ordinal) || !image[(image.LastIndexOf('/') + 1)..].AsSpan().ContainsAny(':', '@') ? "Always" : "IfNotPresent");
        var resources = container.ObjectIn("resources");
        foreach (var (resource, limit) in resources.Pairs("limits")) resources.ObjectIn("requests").Default(resource, limit);
    }
}
