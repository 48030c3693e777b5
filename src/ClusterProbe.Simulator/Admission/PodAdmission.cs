using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Creates a pod as a dry run: every stage of admission in upstream's order, and only the first refusal is told.</summary>
/// <remarks>Source of the order: kubernetes/kubernetes <c>pkg/kubeapiserver/options/plugins.go</c>, kubernetes/apiserver <c>pkg/endpoints/handlers/create.go</c>.</remarks>
internal sealed class PodAdmission
{
    private readonly ObjectStore _store;
    private readonly ApiResource _namespaces;
    private readonly ApiResource _pods;
    private readonly TimeProvider _time;
    private readonly ImmutableArray<Func<PodReview, Answer?>> _stages;

    public PodAdmission(ObjectStore store, ApiCatalog catalog, AdmissionScript script, TimeProvider time)
    {
        _store = store;
        _time = time;
        _namespaces = catalog.ByPlural("", "namespaces")!;
        _pods = catalog.ByPlural("", "pods")!;
        var serviceAccounts = new ServiceAccountAdmission(store, catalog);
        var classes = new ClassAdmission(store, catalog);
        var limitRanges = new LimitRangeAdmission(store, catalog);
        var quotas = new QuotaAdmission(store, catalog);
        _stages =
        [
            RefuseTerminatingNamespace,
            limitRanges.Fill,
            serviceAccounts.Admit,
            classes.Admit,
            DefaultTolerations.Add,
            script.AskPlugins,
            script.Mutate,
            limitRanges.Fill, // again, for containers that webhooks have added
            PodValidation.Check,
            GenerateName,
            RefuseExistingName,
            limitRanges.Check,
            PodSecurityAdmission.Check,
            script.Validate,
            quotas.Check,
        ];
    }

    /// <summary>Answers the create.</summary>
    public Answer Create(ApiRequest request, ApiResource resource, JsonObject sent)
    {
        if (_store.Get(_namespaces, "", request.Namespace) is not { } @namespace) return StatusError.NotFound(_namespaces, request.Namespace);
        var review = new PodReview(request, resource, @namespace, sent.DeepClone().AsObject());
        review.Pod.ObjectIn("metadata")["namespace"] = request.Namespace;
        PodDefaults.Fill(review);
        var refusal = _stages.Select(stage => stage(review)).FirstOrDefault(answer => answer is not null);
        return (refusal ?? Answer.Json(Complete(review.Pod), code: 201)) with { Warnings = [.. review.Warnings] };
    }

    private static Answer? RefuseTerminatingNamespace(PodReview review)
    {
        if (review.Namespace.Text("status", "phase") != "Terminating") return null;
        var details = StatusError.Details(review.Resource, review.Name);
        var message = $"namespace {review.Request.Namespace} is being terminated";
        details["causes"] = new JsonArray(new JsonObject { ["reason"] = "NamespaceTerminating", ["message"] = message, ["field"] = "metadata.namespace" });
        return StatusError.Of(
            403, "Forbidden", $"pods \"{review.Name}\" is forbidden: unable to create new content in namespace {review.Request.Namespace} because it is being terminated", details);
    }

    private static Answer? GenerateName(PodReview review)
    {
        var metadata = review.Pod.ObjectIn("metadata");
        if (review.Name.Length > 0 && metadata.Text("name").Length == 0) metadata["name"] = review.Name + NameSuffix.Next();
        return null;
    }

    private Answer? RefuseExistingName(PodReview review)
        => _store.Get(_pods, review.Request.Namespace, review.Name) is null
            ? null
            : StatusError.Of(409, "AlreadyExists", $"pods \"{review.Name}\" already exists", StatusError.Details(review.Resource, review.Name));

    private JsonObject Complete(JsonObject pod)
    {
        var metadata = pod.ObjectIn("metadata");
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = _time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        pod["kind"] = "Pod";
        pod["apiVersion"] = "v1";
        pod["status"] = new JsonObject { ["phase"] = "Pending" };
        return pod;
    }
}
