using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Quota;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Refuses what the quotas of the namespace have no room for. The last stage, as in every API server.</summary>
/// <remarks>Source: kubernetes/apiserver <c>pkg/admission/plugin/resourcequota/controller.go</c>.</remarks>
/// <param name="store">The cluster's objects.</param>
/// <param name="catalog">What is served.</param>
internal sealed class QuotaAdmission(ObjectStore store, ApiCatalog catalog)
{
    private readonly ApiResource _quotas = catalog.ByPlural("", "resourcequotas")!;

    /// <summary>The refusal; null when there is room.</summary>
    public Answer? Check(PodReview review)
    {
        var quotas = new ResourceQuotas([.. store.List(_quotas, review.Request.Namespace).Select(ResourceReader.Quota)]);
        return QuotaEvaluation.FirstDenial(QuotaEvaluation.Evaluate(ResourceReader.Pod(review.Spec), quotas)) is { } denial ? review.Forbidden(denial.Message) : null;
    }
}
