using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Which pods a rule is about: those that contain all that is written down, null standing for what must not be set.</summary>
/// <param name="when">
/// <c>pod</c>, <c>namespace</c>: a part of that object; <c>container</c>: a part of some container; <c>exceptNamespaces</c>: names.
/// </param>
internal sealed class RuleCondition(JsonObject when)
{
    /// <summary>Whether it is about this pod.</summary>
    public bool Matches(PodReview review)
        => !when.Texts("exceptNamespaces").Contains(review.Request.Namespace)
            && Contains(review.Namespace, when["namespace"])
            && Contains(review.Pod, when["pod"])
            && (when["container"] is null || FirstContainer(review) is not null);

    /// <summary>A text with the pod's names filled in.</summary>
    public string Explain(string text, PodReview review) => text
        .Replace("$(container)", FirstContainer(review).Text("name"), StringComparison.Ordinal)
        .Replace("$(pod)", review.Name, StringComparison.Ordinal)
        .Replace("$(namespace)", review.Request.Namespace, StringComparison.Ordinal)
        .Replace("$(user)", review.Request.Caller.User, StringComparison.Ordinal)
        .Replace("$(groups)", string.Join(' ', review.Request.Caller.Groups), StringComparison.Ordinal);

    private JsonObject? FirstContainer(PodReview review) => review.Containers.FirstOrDefault(container => Contains(container, when["container"]));

    private static bool Contains(JsonNode? actual, JsonNode? part) => part switch
    {
        null => true,
        JsonObject fields => fields.All(field => field.Value is null ? actual.At(field.Key) is null : Contains(actual.At(field.Key), field.Value)),
        _ => JsonNode.DeepEquals(actual, part),
    };
}
