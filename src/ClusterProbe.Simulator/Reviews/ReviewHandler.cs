using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Reviews;

/// <summary>Answers access reviews, about the caller and about others, and who the caller is.</summary>
/// <param name="access">Decides.</param>
internal sealed class ReviewHandler(RoleBasedAccess access)
{
    /// <summary>Answers a review.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resource">The kind of review.</param>
    /// <param name="review">The review as it was sent.</param>
    public Answer Handle(ApiRequest request, ApiResource resource, JsonObject review)
    {
        if (resource.Plural == "selfsubjectreviews")
        {
            return Answered(resource, request, review, new JsonObject
            {
                ["userInfo"] = new JsonObject { ["username"] = request.Caller.User, ["groups"] = new JsonArray([.. request.Caller.Groups.Select(group => (JsonNode)group)]) },
            });
        }

        if (review.At("spec", "resourceAttributes") is not JsonObject attributes)
        {
            return Invalid(resource, "spec: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }

        var ofCaller = resource.Plural == "selfsubjectaccessreviews";
        var about = ofCaller ? request.Caller : new Caller(review.Text("spec", "user"), [.. review.Texts("spec", "groups")]);
        if (!ofCaller && about.User.Length == 0 && about.Groups.IsEmpty)
        {
            return Invalid(resource, "spec.user: Invalid value: \"\": at least one of user or group must be specified");
        }

        var decision = access.Decide(new(
            about,
            attributes.Text("verb"),
            attributes.Text("group"),
            attributes.Text("resource"),
            attributes.Text("subresource"),
            attributes.Text("namespace"),
            attributes.Text("name")));
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Denied) status["denied"] = true;
        if (decision.Reason.Length > 0) status["reason"] = decision.Reason;
        return Answered(resource, request, review, status);
    }

    /// <summary>The server does not name the kind of an invalid review.</summary>
    private static Answer Invalid(ApiResource resource, string message) => StatusError.Invalid(resource with { Kind = "" }, "", message);

    private static Answer Answered(ApiResource resource, ApiRequest request, JsonObject review, JsonObject status) => Answer.Json(
        new JsonObject
        {
            ["kind"] = resource.Kind,
            ["apiVersion"] = resource.ApiVersion(request.Version),
            ["metadata"] = new JsonObject(),
            ["spec"] = review["spec"]?.DeepClone(),
            ["status"] = status,
        },
        code: 201);
}
