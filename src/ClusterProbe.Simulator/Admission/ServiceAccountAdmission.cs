using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Gives the pod a ServiceAccount that exists, its token and its pull secrets.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>plugin/pkg/admission/serviceaccount/admission.go</c>.</remarks>
/// <param name="store">The cluster's objects.</param>
/// <param name="catalog">What is served.</param>
internal sealed class ServiceAccountAdmission(ObjectStore store, ApiCatalog catalog)
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    private readonly ApiResource _serviceAccounts = catalog.ByPlural("", "serviceaccounts")!;

    /// <summary>Admits the pod, or refuses it when its ServiceAccount is missing.</summary>
    public Answer? Admit(PodReview review)
    {
        if (review.Spec.Text("serviceAccountName").Length == 0) review.Spec["serviceAccountName"] = "default";
        var name = review.Spec.Text("serviceAccountName");
        review.Spec["serviceAccount"] = name;
        if (store.Get(_serviceAccounts, review.Request.Namespace, name) is not { } account)
        {
            return review.Forbidden($"error looking up service account {review.Request.Namespace}/{name}: serviceaccount \"{name}\" not found");
        }

        if ((review.Spec.Flag("automountServiceAccountToken") ?? account.Flag("automountServiceAccountToken")) != false) MountToken(review);
        if (!review.Spec.Items("imagePullSecrets").Any() && account["imagePullSecrets"] is { } secrets) review.Spec["imagePullSecrets"] = secrets.DeepClone();
        return null;
    }

    private static void MountToken(PodReview review)
    {
        var volume = "kube-api-access-" + NameSuffix.Next();
        review.Spec.Append("volumes", new JsonObject
        {
            ["name"] = volume,
            ["projected"] = new JsonObject
            {
                ["sources"] = new JsonArray(
                    new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = 3607, ["path"] = "token" } },
                    new JsonObject { ["configMap"] = new JsonObject { ["name"] = "kube-root-ca.crt" } }),
            },
        });
        foreach (var container in review.Containers.Where(container => !container.Items("volumeMounts").Any(mount => mount.Text("mountPath") == MountPath)))
        {
            container.Append("volumeMounts", new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = MountPath });
        }
    }
}
