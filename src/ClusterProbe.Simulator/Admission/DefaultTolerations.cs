using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Lets a pod stay for five minutes on a node that is not ready or can't be reached.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>plugin/pkg/admission/defaulttolerationseconds</c>.</remarks>
internal static class DefaultTolerations
{
    private const int Seconds = 300;

    /// <summary>Adds the two tolerations, unless the pod has its own.</summary>
    public static Answer? Add(PodReview review)
    {
        foreach (var key in (string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            if (review.Spec.Items("tolerations").Any(toleration => Covers(toleration, key))) continue;
            review.Spec.Append("tolerations", new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = Seconds });
        }

        return null;
    }

    private static bool Covers(JsonObject toleration, string key)
        => (toleration.Text("key") == key || toleration.Text("key").Length == 0) && toleration.Text("effect") is "" or "NoExecute";
}
