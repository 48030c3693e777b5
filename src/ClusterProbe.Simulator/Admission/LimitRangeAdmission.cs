using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Quota;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Fills in and enforces the limit ranges of the namespace.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>plugin/pkg/admission/limitranger/admission.go</c>.</remarks>
/// <param name="store">The cluster's objects.</param>
/// <param name="catalog">What is served.</param>
internal sealed class LimitRangeAdmission(ObjectStore store, ApiCatalog catalog)
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    private readonly ApiResource _limitRanges = catalog.ByPlural("", "limitranges")!;

    /// <summary>Fills in requests and limits.</summary>
    public Answer? Fill(PodReview review)
    {
        if (RangesOf(review) is not { Items.IsEmpty: false } ranges) return null;
        var filled = LimitRangeEvaluation.Evaluate(ResourceReader.Pod(review.Spec), ranges).Pod;
        Fill(review, "containers", [.. filled.Containers]);
        Fill(review, "initContainers", [.. filled.InitContainers]);
        return null;
    }

    /// <summary>Refuses what is out of range.</summary>
    public Answer? Check(PodReview review)
        => LimitRangeEvaluation.Evaluate(ResourceReader.Pod(review.Spec), RangesOf(review)).Message is { } message ? review.Forbidden(message) : null;

    private LimitRanges RangesOf(PodReview review) => new([.. store.List(_limitRanges, review.Request.Namespace).Select(ResourceReader.LimitRange)]);

    private static void Fill(PodReview review, string list, ContainerResources[] filled)
    {
        foreach (var (container, resources) in review.Spec.Items(list).Zip(filled))
        {
            Fill(review, container, list, "requests", resources.Requests);
            Fill(review, container, list, "limits", resources.Limits);
        }
    }

    private static void Fill(PodReview review, JsonObject container, string list, string field, Amounts amounts)
    {
        var missing = amounts.Items.Where(amount => container.At("resources", field, amount.Key) is null).ToArray();
        if (missing.Length == 0) return;
        foreach (var (resource, amount) in missing) container.ObjectIn("resources").ObjectIn(field)[resource] = amount.Format(resource);
        var kind = list == "containers" ? "container" : "init container";
        Note(review, $"{string.Join(", ", missing.Select(amount => amount.Key))} {field.TrimEnd('s')} for {kind} {container.Text("name")}");
    }

    private static void Note(PodReview review, string what)
    {
        var annotations = review.Pod.ObjectIn("metadata").ObjectIn("annotations");
        annotations[Annotation] = annotations.Text(Annotation) is { Length: > 0 } before ? $"{before}; {what}" : $"LimitRanger plugin set: {what}";
    }
}
