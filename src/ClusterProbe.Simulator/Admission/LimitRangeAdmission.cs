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
            var target = container.ObjectIn("resources");
            var set = Fill(target, "requests", resources.Requests).Concat(Fill(target, "limits", resources.Limits)).ToArray();
            if (set.Length > 0) Note(review, $"{string.Join(", ", set)} for {(list == "containers" ? "container" : "init container")} {container.Text("name")}");
        }
    }

    private static List<string> Fill(JsonObject target, string field, Amounts amounts)
    {
        var set = new List<string>();
        foreach (var (resource, amount) in amounts.Items)
        {
            if (target.At(field, resource) is not null) continue;
            target.ObjectIn(field)[resource] = amount.Format(resource);
            set.Add($"{resource} {field.TrimEnd('s')}");
        }

        return set;
    }

    private static void Note(PodReview review, string what)
    {
        var annotations = review.Pod.ObjectIn("metadata").ObjectIn("annotations");
        annotations[Annotation] = annotations.Text(Annotation) is { Length: > 0 } before ? $"{before}; {what}" : $"LimitRanger plugin set: {what}";
    }
}
